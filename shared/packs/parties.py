"""Names of the parties that programmes know: who writes them, who carries them out, who answers for measures."""

from collections.abc import Iterator

from shared.packs.definition import Pack
from shared.packs.loading import list_pack_folders, load_pack


def list_known_parties() -> list[str]:
    """List the names that the packs know, each once; a cell of a plan may name several of them."""
    names = {name for folder in list_pack_folders() for name in _list_parties(load_pack(folder))}
    return sorted(names)


def _list_parties(pack: Pack) -> Iterator[str]:
    yield from pack.parties
    if pack.programme:
        yield from (*pack.programme.developers, *pack.programme.executors)
    for plan in pack.roadmap.plans if pack.roadmap else ():
        yield from (role.party.name for role in plan.parties)
        yield from (party.name for measure in plan.measures for party in measure.responsible)
