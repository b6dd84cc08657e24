"""Collects the cells a rule looks at, each once, in the order in which the rule names them."""

from dataclasses import dataclass, replace

from shared.reference.procedures import Procedure, ProcedureCatalogue
from shared.rules.definition import Element
from shared.rules.errors import RuleFault
from shared.rules.plan import AnswerTest, Cell, CellKind, ShareTest, SumTest
from shared.rules.suggesting import suggest


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a rule may name besides its own words: procedures and context elements."""

    catalogue: ProcedureCatalogue
    elements: dict[str, Element]

    def get_procedure(self, code: str, column: int | None = None) -> Procedure:
        """Get a procedure by its code; raise `RuleFault` with the nearest code otherwise."""
        procedure = self.catalogue.find_procedure(code)
        if procedure is None:
            raise RuleFault(f"Нет процедуры «{code}»{suggest(code, self.catalogue.procedures)}.", column)
        return procedure

    def get_element(self, code: str, kind: str, column: int | None = None) -> Element:
        """Get an element of the wanted kind; raise `RuleFault` with the nearest code otherwise."""
        element = self.elements.get(code)
        if element is None:
            raise RuleFault(f"Нет элемента «{code}»{suggest(code, self.elements)}.", column)
        if element.kind != kind:
            wanted = "ответ: пишите value(...)" if element.kind == "answer" else "доля: пишите share(...)"
            raise RuleFault(f"Элемент «{code}» — {wanted}.", column)
        return element


class CellRegistry:
    """The cells of one plan and, for the criterion being read, what it looks at."""

    def __init__(self, vocabulary: Vocabulary, academic_year: int) -> None:
        self.vocabulary = vocabulary
        self.academic_year = academic_year
        self.cells: list[Cell] = []
        self.evidence: list[int | SumTest] = []
        self._positions: dict[tuple[str, int], int] = {}

    def place_result(
        self, code: str, offset: int, test: ShareTest, *, minimum: int = 0, column: int | None = None
    ) -> int:
        """Place a procedure's cell of the year `offset` years from the run's; return its position."""
        procedure = self.vocabulary.get_procedure(code, column)
        year = self.academic_year + offset
        held = self.vocabulary.catalogue.was_held(code, year)
        cell = Cell(CellKind.result, code, procedure.title, year, test, minimum, procedure.grade, held)
        return self._place(cell, column)

    def place_element(
        self, code: str, offset: int, test: ShareTest | AnswerTest | None, column: int | None = None
    ) -> int:
        """Place a context element's cell; `test` is None for a part of a sum."""
        kind = CellKind.answer if isinstance(test, AnswerTest) else CellKind.share
        element = self.vocabulary.get_element(code, kind, column)
        return self._place(Cell(kind, code, element.title, self.academic_year + offset, test), column)

    def place_sum(self, total: SumTest) -> None:
        """Note that the criterion being read tests a sum, after the cells of it."""
        if total not in self.evidence:
            self.evidence.append(total)

    def take_evidence(self) -> tuple[int | SumTest, ...]:
        """Return what was looked at since the last call."""
        taken, self.evidence = tuple(self.evidence), []
        return taken

    def finish(self) -> tuple[Cell, ...]:
        """Return all cells, each result cell knowing the ones taken instead of it."""
        return tuple(replace(cell, alternatives=self._alternatives(cell)) for cell in self.cells)

    def _place(self, cell: Cell, column: int | None) -> int:
        key = (cell.code, cell.academic_year)
        position = self._positions.setdefault(key, len(self.cells))
        if position == len(self.cells):
            self.cells.append(cell)
        elif self.cells[position] != cell:
            # One test a cell keeps every test independent of the others: the three-valued logic is exact only then.
            raise RuleFault(f"«{cell.code}» одного года проверяется двумя разными условиями: оставьте одно.", column)
        if position not in self.evidence:
            self.evidence.append(position)
        return position

    def _alternatives(self, cell: Cell) -> tuple[int, ...]:
        group = self._group(cell)
        return tuple(
            position
            for position, other in enumerate(self.cells)
            if group is not None
            and other.code != cell.code
            and other.academic_year == cell.academic_year
            and self._group(other) == group
        )

    def _group(self, cell: Cell) -> str | None:
        procedure = self.vocabulary.catalogue.find_procedure(cell.code) if cell.kind is CellKind.result else None
        return procedure.alternative_group if procedure else None
