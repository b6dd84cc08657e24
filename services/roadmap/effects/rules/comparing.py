"""Holds schools with a measure against schools without: counts side by side, or «нельзя судить»; never a cause."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["with_measure", "comparison"]

NEAR_PUPILS = 3
"""A school that is not listed is near the threshold if the outcome of so many pupils would have listed it.

Ours: the sources name no such number. In a class of 20 to 25 three pupils are half of the 30 % that list it.
"""
FEWEST_SCHOOLS = 5
"""Schools that each group needs. Ours: in a group of four every school is 25 %, and one odd year decides."""
_DECIDED = ("met", "not_met")


@dataclass(frozen=True, slots=True)
class Move:
    """So many schools whose criterion stood one way before and another way after."""

    before: str
    after: str
    schools: int


@dataclass(frozen=True, slots=True)
class Group:
    """What became of one criterion in a group of schools."""

    moves: tuple[Move, ...]

    @property
    def schools(self) -> int:
        """Count all schools of the group."""
        return sum(move.schools for move in self.moves)

    @property
    def decided(self) -> int:
        """Count the schools whose criterion is known in both years."""
        return sum(move.schools for move in self.moves if {move.before, move.after} <= {*_DECIDED})

    @property
    def met_before(self) -> int:
        """Count those of them that met it before."""
        return self.count("met", "met") + self.count("met", "not_met")

    def count(self, before: str, after: str) -> int:
        """Count the schools of one move."""
        return sum(move.schools for move in self.moves if (move.before, move.after) == (before, after))


@dataclass(frozen=True, slots=True)
class Told:
    """What may be said of two groups."""

    verdict: Literal["counts", "cannot_tell"]
    text: str


def compare_groups(with_measure: Group, comparison: Group) -> Told:
    """Put the counts of two groups side by side, or say why they do not suffice."""
    few = [
        f"{name} — {group.decided}"
        for name, group in (("с мерой", with_measure), ("в группе сравнения", comparison))
        if group.decided < FEWEST_SCHOOLS
    ]
    if few:
        reason = f"школ, где критерий известен в оба года, мало: {', '.join(few)}, нужно не меньше {FEWEST_SCHOOLS}"
        return Told("cannot_tell", f"Нельзя судить: {reason}.")
    return Told("counts", f"С мерой: {_tell(with_measure)}. В группе сравнения: {_tell(comparison)}.")


def _tell(group: Group) -> str:
    gone, come = group.count("met", "not_met"), group.count("not_met", "met")
    was_not = group.decided - group.met_before
    return (
        f"школ {group.decided}; было выполнено у {group.met_before}, из них стало не выполнено у {gone}; "
        f"было не выполнено у {was_not}, из них стало выполнено у {come}"
    )


def collect_group(moves: Iterable[Move]) -> Group:
    """Return a group with its moves in a fixed order."""
    return Group(tuple(sorted(moves, key=lambda move: (move.before, move.after))))
