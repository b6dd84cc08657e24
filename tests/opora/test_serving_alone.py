"""`opora serve` and `opora work` say what they miss; the probe tells a well process from one that is not."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from opora.probe import is_well

_PROGRAM = Path(sys.executable).parent / "opora"
# Port 1 is reserved: nothing listens there.
_NOWHERE = "127.0.0.1:1"


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPORA_")}
    return subprocess.run(
        [_PROGRAM, *arguments], env=environment | settings, capture_output=True, text=True, check=False, timeout=60
    )


def test_an_api_without_a_database_says_which_setting_is_missing() -> None:
    refused = run("serve", "monitoring")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "OPORA_DATABASE_URL" in refused.stderr


def test_an_api_refuses_a_database_that_was_not_migrated(owner_database_url: str) -> None:
    unmigrated = owner_database_url.rpartition("/")[0] + "/postgres"

    refused = run("serve", "monitoring", OPORA_DATABASE_URL=unmigrated)

    assert refused.returncode == 1
    assert "opora migrate" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_worker_without_redis_says_which_setting_is_missing() -> None:
    refused = run("work", "monitoring", OPORA_DATABASE_URL=f"postgresql://opora:secret@{_NOWHERE}/opora")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "OPORA_REDIS_URL" in refused.stderr
    assert "secret" not in refused.stderr


@pytest.mark.parametrize("arguments", [("serve", "nothing"), ("work", "gateway"), ("serve",)])
def test_an_unknown_part_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).returncode == 2


def test_a_file_is_a_sign_of_life_while_it_is_fresh(tmp_path: Path) -> None:
    sign = tmp_path / "alive"

    absent = is_well(str(sign))
    sign.touch()
    fresh = is_well(str(sign))
    a_minute_ago = time.time() - 60
    os.utime(sign, (a_minute_ago, a_minute_ago))
    stale = is_well(str(sign))

    assert (absent, fresh, stale) == (False, True, False)


def test_an_address_where_nobody_answers_is_not_well() -> None:
    assert not is_well(f"http://{_NOWHERE}/health/ready")
