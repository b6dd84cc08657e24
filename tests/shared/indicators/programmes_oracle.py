"""An independent reading of 003 and 000: written from the documents, in plain Python without product code."""

from tests.shared.indicators.town_oracle import LOW, POOR, Row, Year, add_up, count, first, number_of

EXAMS = ("oge-math", "oge-rus", "ege-math-base", "ege-math-profile", "ege-rus")


def judge_ulchsky(year: Year) -> dict[str, Row]:
    """Return 003."""
    listed, flags = year.on_lists(LOW, POOR)
    rows = _competence(year, "U1", "U2", "U3")
    for row in ("U4", "U5", "U6"):
        rows[row] = count(listed, year.answered(f"s-{row}"), flags)
    return rows


def judge_cycle(year: Year) -> dict[str, Row]:
    """Return 000."""
    listed, flags = year.on_lists(LOW, POOR)
    helped = count(listed, year.answered("s-C4"), flags)
    number = number_of(listed, year.answered("s-C4"), flags)
    return _competence(year, "C1", "C2", "C3") | {"C4": number, "C4/share": helped}


def _competence(year: Year, dynamics: str, tested: str, improved: str) -> dict[str, Row]:
    listed, flags = year.on_lists(LOW, POOR)

    def check(code: str) -> bool | None:
        return first(year.grew_better(code, EXAMS), year.says(code, f"s-{dynamics}"))

    return {
        dynamics: count(listed, check, flags),
        tested: add_up(year, listed, f"s-{tested}", flags),
        improved: add_up(year, listed, f"s-{improved}", flags),
        f"{improved}/retested": add_up(year, listed, f"s-{improved}-retested", flags),
    }
