"""Who answers for a measure, and in which part (001, приказ; B52)."""

from enum import StrEnum
from typing import Literal

from shared.rules.definition import Part, Sentence


class PartyKind(StrEnum):
    """What a responsible party is; persons are named by their post, never by their name."""

    person = "person"
    role = "role"
    organisation = "organisation"
    all_schools = "all_schools"
    """«ОУ», «Руководители ОУ»: one task a school (B52)."""


PartRole = Literal["approves", "executes", "accompanies", "controls"]
"""Утверждает, исполняет, сопровождает, контролирует (001, приказ, п. 1–4)."""


class Party(Part):
    """One responsible party as printed."""

    kind: PartyKind
    name: Sentence


class PartyRole(Part):
    """A party and the part it has in a whole roadmap."""

    role: PartRole
    party: Party
    source: Sentence | None = None
