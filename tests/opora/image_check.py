"""The image's install steps run from the locks alone, and what they install is whole: `make image-check`.

Not among the tests of `make test`, which reach nothing beyond this machine: these steps fetch packages.
"""

import fnmatch
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shared.packs.loading import list_pack_folders
from tests.opora.compose import ROOT, Step, read_dockerfile


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """Do the steps of the build stage in a folder that stands for the image's root; return that folder."""
    (tmp_path / "build").mkdir()
    for step in read_dockerfile():
        if step.stage == "build":
            _do(step, tmp_path)
    return tmp_path


def _do(step: Step, root: Path) -> None:
    if step.name == "COPY":
        *sources, target = step.arguments.split()
        for source in sources:
            _copy(ROOT / source, root / "build" / target / (source if target == "./" else ""))
    elif step.name == "RUN":
        subprocess.run(
            ["sh", "-ec", step.arguments.replace("/opt/", f"{root}/opt/")],
            cwd=root / "build",
            env=_plain_environment(),
            check=True,
            capture_output=True,
            text=True,
        )
    else:
        assert step.name in {"FROM", "ENV", "WORKDIR"}, f"a step that this test does not know: {step}"


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=lambda _, names: fnmatch.filter(names, "__pycache__"))
    else:
        shutil.copy(source, target)


def _plain_environment() -> dict[str, str]:
    """Return what pip needs on this machine, and nothing of the environment that the tests run in."""
    kept = ("HOME", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name in kept or name.startswith("PIP_") or name.lower().endswith("_proxy")
    }
    # The image has a `python`; many machines have only a `python3`, but every environment has both.
    return inherited | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


# The image's Python packages are fetched and unpacked: half a minute with a warm cache, more without one.
@pytest.mark.timeout(900)
def test_what_the_image_installs_runs_without_this_folder(image: Path) -> None:
    program = image / "opt/opora/bin/opora"
    packages = next((image / "opt/opora/lib").glob("python3*/site-packages"))

    # Away from this folder, so that only what was installed can be found.
    served = subprocess.run([program, "serve", "--help"], cwd="/", capture_output=True, text=True, check=False)
    shown = subprocess.run(
        [program, "pack", "show", "norilsk-2022"], cwd="/", capture_output=True, text=True, check=False
    )

    assert (served.returncode, shown.returncode) == (0, 0), served.stderr + shown.stderr
    assert "norilsk-2022" in shown.stdout
    assert {path.name for path in list_pack_folders()} == {path.name for path in (packages / "packs").iterdir()}
    assert _migrations(packages) == _migrations(ROOT)
    assert not (image / "opt/opora/bin/hatchling").exists()
    assert not list(packages.glob("pytest*"))


def _migrations(root: Path) -> set[str]:
    found = {path.name for path in (root / "migrations/versions").glob("*.py")}
    assert found
    return found
