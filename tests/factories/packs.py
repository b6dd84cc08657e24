"""Packs as their files: those of the product, with what a test wants otherwise."""

from shared.packs.loading import get_pack_folder, is_pack_file, load_pack


def make_pack_files(code: str = "indicator-points", version: str = "1.1.0") -> dict[str, str]:
    """Return the files of a pack of the product under another version."""
    folder = get_pack_folder(code)
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.yaml")}
    files = {name: path.read_text("utf-8") for name, path in paths.items() if is_pack_file(name)}
    return replace_in(files, "pack.yaml", f"version: {load_pack(folder).version}", f"version: {version}")


def replace_in(files: dict[str, str], name: str, old: str, new: str) -> dict[str, str]:
    """Return the files with one piece of text replaced."""
    assert old in files[name]
    return files | {name: files[name].replace(old, new, 1)}
