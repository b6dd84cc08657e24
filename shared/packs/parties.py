"""Names of the parties that programmes know: who writes them, who carries them out, who answers for measures."""

from shared.packs.definition import Pack
from shared.packs.loading import list_pack_folders, load_pack


def list_known_parties() -> list[str]:
    """List the names that the packs know, each once; a cell of a plan may name several of them."""
    names = {name for folder in list_pack_folders() for name in _list_parties(load_pack(folder))}
    return sorted(names)


def _list_parties(pack: Pack) -> list[str]:
    authors = [*pack.programme.developers, *pack.programme.executors] if pack.programme else []
    return [*pack.parties, *authors]
