"""The wheel carries what is looked for beside its modules."""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.opora.compose import ROOT


def test_the_wheel_holds_every_pack_and_every_migration(tmp_path: Path) -> None:
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(tmp_path)]

    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True, capture_output=True)

    with zipfile.ZipFile(next(tmp_path.glob("opora-*.whl"))) as wheel:
        held = set(wheel.namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for pattern in ("packs/**/*.yaml", "migrations/**/*.py", "migrations/*.mako", "shared/**/*.yaml")
        for path in ROOT.glob(pattern)
    }
    assert len(wanted) >= 15
    assert wanted - held == set()
