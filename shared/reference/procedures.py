"""Assessment procedures and the sessions that were not held."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from shared.reference.sessions import SessionKey, load_sessions
from shared.reference.strict_yaml import read_strict_yaml

ProcedureKind = Literal["vpr", "oge", "ege", "kdr"]


class Procedure(BaseModel):
    """One procedure: its subject and kind group it, its grade says which schools can have it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    title: str
    subject: str
    kind: ProcedureKind
    grade: int
    alternative_group: str | None = None


class _ProceduresFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    procedures: tuple[Procedure, ...]


@dataclass(frozen=True)
class ProcedureCatalogue:
    """All procedures by code, in the order of the file, and the sessions that were not held."""

    procedures: Mapping[str, Procedure]
    sessions_not_held: frozenset[SessionKey]
    """Not held is not missing."""

    def find_procedure(self, code: str) -> Procedure | None:
        """Find a procedure by its code."""
        return self.procedures.get(code)

    def was_held(self, code: str, academic_year: int) -> bool:
        """Say whether the procedure was held in the year that begins in `academic_year`."""
        return (code, academic_year) not in self.sessions_not_held


@cache
def load_procedures() -> ProcedureCatalogue:
    """Load the procedures that come with the product, with the sessions as it brings them."""
    content = _ProceduresFile.model_validate(read_strict_yaml(Path(__file__).with_name("procedures.yaml")))
    not_held = frozenset(key for key, session in load_sessions().items() if not session.held)
    return ProcedureCatalogue({procedure.code: procedure for procedure in content.procedures}, not_held)
