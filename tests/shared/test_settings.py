"""Settings come from the environment, and what is secret may come from files."""

from pathlib import Path

import pytest

from shared.settings import Settings

IN_FILE = "postgresql://opora_services:in-a-file@postgres/opora"


@pytest.fixture
def secrets_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "opora_database_url").write_text(f"{IN_FILE}\n", "utf-8")
    monkeypatch.delenv("OPORA_DATABASE_URL", raising=False)
    monkeypatch.setenv("OPORA_SECRETS_DIR", str(tmp_path))
    return tmp_path


def test_a_file_named_like_the_setting_gives_its_value_without_the_line_end(secrets_dir: Path) -> None:
    settings = Settings()

    assert settings.database_url == IN_FILE
    assert settings.secrets_dir == secrets_dir


@pytest.mark.usefixtures("secrets_dir")
def test_a_variable_prevails_over_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPORA_DATABASE_URL", "postgresql://opora_services:in-a-variable@postgres/opora")

    assert Settings().database_url == "postgresql://opora_services:in-a-variable@postgres/opora"


@pytest.mark.usefixtures("secrets_dir")
def test_an_argument_prevails_over_both() -> None:
    assert Settings(database_url=None).database_url is None


def test_files_of_other_parts_are_left_alone(secrets_dir: Path) -> None:
    (secrets_dir / "redis_password").write_text("not ours", "utf-8")

    assert Settings().database_url == IN_FILE


def test_a_folder_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPORA_SECRETS_DIR", str(tmp_path / "absent"))

    with pytest.warns(UserWarning, match="does not exist"):
        Settings()
