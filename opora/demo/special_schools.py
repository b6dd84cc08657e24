"""The schools that show where the rules are delicate: thresholds met exactly, one pupil's difference, gaps."""

from opora.demo.planned_school import Expected, PlannedSchool

_K1, _K2 = "two-procedures-last-year", "one-procedure-each-of-two-years"
_COMPULSORY = (1, 9)
_PRIMARY = (1, 4)


def _identified(*met: str, flags: tuple[str, ...] = (), to_leave: int | None = None) -> Expected:
    return Expected("identified", met, flags, to_leave=to_leave)


def _undetermined(*met: str) -> Expected:
    return Expected("undetermined", met)


_SPECIAL = (
    # Exactly 30 % twice: «не менее 30 %» takes it in, «более 30 %» would not. Two low results again: it stays.
    PlannedSchool(
        3,
        "МБОУ «СОШ № 3»",
        last={"vpr-math-5": (6, 20), "vpr-rus-6": (6, 20)},
        low_results=_identified(_K1, flags=("boundary",), to_leave=1),
        current={"vpr-math-5": (7, 21), "vpr-math-6": (8, 22)},
        low_results_next=_identified(_K1, _K2, flags=("boundary",), to_leave=3),
    ),
    # No computers.
    PlannedSchool(4, "МБОУ «СОШ № 4»", context={"computers": "no"}, at_risk=_identified("material-base")),
    # The first criterion alone; two sections of the risk table: 6 of 48 is 12.5 %, failing 66 of 600 is 11 %.
    PlannedSchool(
        5,
        "МБОУ «СОШ № 5»",
        last={"vpr-math-6": (9, 24), "oge-math": (8, 21)},
        context={"teachers-36h-load": (6, 48), "pupils-failing": (66, 600)},
        low_results=_identified(_K1, to_leave=2),
        at_risk=_identified("staff", "results"),
    ),
    # Chemistry without equipment.
    PlannedSchool(6, "МАОУ «Гимназия № 6»", context={"lab-chemistry": "no"}, at_risk=_identified("material-base")),
    # The second criterion alone.
    PlannedSchool(
        7,
        "МБОУ «ООШ № 7»",
        grades=_COMPULSORY,
        taught=_COMPULSORY,
        last={"oge-math": (9, 25)},
        before={"vpr-rus-6": (8, 22)},
        low_results=_identified(_K2, to_leave=2),
    ),
    # 4 of 36 teachers is 11.1 %.
    PlannedSchool(8, "МБОУ «СОШ № 8»", context={"teachers-36h-load": (4, 36)}, at_risk=_identified("staff")),
    # Both criteria, and all four sections of the risk table. Better a year later, not enough to leave.
    PlannedSchool(
        9,
        "МБОУ «СОШ № 9»",
        last={"vpr-math-5": (12, 26), "vpr-math-6": (10, 25), "vpr-math-8": (7, 25), "vpr-rus-8": (6, 25)},
        before={"vpr-math-5": (9, 25)},
        context={
            "internet": "no",
            "lab-physics": "no",
            "teachers-36h-load": (5, 40),
            "teachers-without-diploma": (3, 40),
            "pupils-registered": (18, 540),
            "pupils-disabilities": (41, 540),
            "pupils-other-language": (27, 540),
            "pupils-absent": (11, 540),
            "pupils-failing": (60, 530),
        },
        low_results=_identified(_K1, _K2, to_leave=8),
        current={"vpr-math-6": (9, 26)},
        low_results_next=_identified(_K2, to_leave=2),
        at_risk=_identified("material-base", "staff", "pupils", "results"),
    ),
    # One teacher without a diploma in the subject: the limit is 0 %.
    PlannedSchool(10, "МАОУ «СОШ № 10»", context={"teachers-without-diploma": (1, 45)}, at_risk=_identified("staff")),
    # Exactly 10 % of the teachers: the limit is «более 10 %».
    PlannedSchool(11, "МБОУ «СОШ № 11»", context={"teachers-36h-load": (4, 40)}, at_risk=Expected(flags=("boundary",))),
    # 7 of 22 is low, 6 of 21 is 28.6 %: one pupil more, and there would be two. Low again: the next list has it.
    PlannedSchool(
        12,
        "МБОУ «СОШ № 12»",
        last={"vpr-math-5": (7, 22), "vpr-rus-5": (6, 21)},
        low_results=Expected(to_enter=1),
        current={"vpr-rus-6": (7, 20)},
        low_results_next=_identified(_K2, to_leave=2),
    ),
    # The four shares of the pupils add up to exactly 10 %: 12 + 30 + 12 + 6 of 600.
    PlannedSchool(
        13,
        "МАОУ «СОШ № 13»",
        context={
            "pupils-registered": (12, 600),
            "pupils-disabilities": (30, 600),
            "pupils-other-language": (12, 600),
            "pupils-absent": (6, 600),
        },
        at_risk=Expected(flags=("boundary",)),
    ),
    # 7 of 23 is 30.4 %, 6 of 23 is not low: one pupil out.
    PlannedSchool(
        14,
        "МБОУ «СОШ № 14»",
        last={"vpr-rus-5": (7, 23), "vpr-math-6": (10, 24)},
        low_results=_identified(_K1, to_leave=1),
    ),
    # One pupil more than in school 13.
    PlannedSchool(
        15,
        "МБОУ «СОШ № 15»",
        context={
            "pupils-registered": (12, 600),
            "pupils-disabilities": (31, 600),
            "pupils-other-language": (12, 600),
            "pupils-absent": (6, 600),
        },
        at_risk=_identified("pupils"),
    ),
    # Low the year before; 5 of 17 now: one pupil more, and it would be low in each of two years.
    PlannedSchool(
        16,
        "МАОУ «Лицей № 16»",
        last={"ege-math-profile": (5, 17)},
        before={"ege-math-profile": (6, 18)},
        low_results=Expected(to_enter=1),
    ),
    # Two of the four ВПР at exactly 20 %: «20 % и более».
    PlannedSchool(
        17,
        "МБОУ «СОШ № 17»",
        last={"vpr-math-4": (5, 25), "vpr-rus-8": (6, 30)},
        at_risk=_identified("results", flags=("boundary",)),
    ),
    # A village school: 2 of 5, and 3 of 7 the year before.
    PlannedSchool(
        18,
        "МБОУ «ООШ № 18»",
        grades=_COMPULSORY,
        taught=_COMPULSORY,
        class_size=8,
        last={"vpr-math-5": (2, 5)},
        before={"vpr-rus-5": (3, 7)},
        low_results=_identified(_K2, flags=("small_n",), to_leave=1),
        low_results_next=Expected(flags=("small_n",)),
        at_risk=Expected(flags=("small_n",)),
    ),
    # Another one, where nothing is low.
    PlannedSchool(
        19,
        "МБОУ «ООШ № 19»",
        grades=_COMPULSORY,
        taught=_COMPULSORY,
        class_size=8,
        low_results=Expected(flags=("small_n",)),
        low_results_next=Expected(flags=("small_n",)),
        at_risk=Expected(flags=("small_n",)),
    ),
    # 33 of 300 pupils failing: 11 %.
    PlannedSchool(20, "МБОУ «СОШ № 20»", context={"pupils-failing": (33, 300)}, at_risk=_identified("results")),
    # Nobody took the basic mathematics: no result is due, none is missing.
    PlannedSchool(21, "МАОУ «Гимназия № 21»", last={"ege-math-base": (0, 0)}),
    # One of the four ВПР at 25 %: two are needed.
    PlannedSchool(22, "МБОУ «СОШ № 22»", last={"vpr-math-8": (6, 24)}),
    # No fifth grade, so no procedure of the first rule; laboratories are not applicable.
    PlannedSchool(23, "МБОУ «НОШ № 23»", grades=_PRIMARY, taught=_PRIMARY),
    # The register does not know its grades: what it has no row of is taken as not taught.
    PlannedSchool(24, "МБОУ «ООШ № 24»", grades=None, taught=_COMPULSORY),
    # Neither grades nor results: everything is missing.
    PlannedSchool(
        25,
        "МБОУ «СОШ № 25»",
        grades=None,
        taught=None,
        low_results=_undetermined(),
        at_risk=_undetermined(),
        low_results_next=_undetermined(),
    ),
    # One low result, one result not sent: it may be the second.
    PlannedSchool(
        26,
        "МБОУ «СОШ № 26»",
        last={"oge-rus": (8, 23), "vpr-rus-5": None},
        low_results=_undetermined(),
        low_results_next=Expected(flags=("partial",)),
    ),
    # One low result, the year before not sent.
    PlannedSchool(27, "МАОУ «СОШ № 27»", last={"vpr-math-6": (9, 25)}, before=None, low_results=_undetermined()),
    # Two low results: the missing one cannot change that. Three sections of the risk table.
    PlannedSchool(
        28,
        "МБОУ «СОШ № 28»",
        last={"vpr-math-5": (8, 24), "vpr-math-6": (9, 26), "oge-rus": None},
        context={
            "internet": "no",
            "teachers-without-diploma": (2, 38),
            "pupils-registered": (14, 500),
            "pupils-disabilities": (35, 500),
            "pupils-other-language": (10, 500),
            "pupils-absent": (6, 500),
        },
        low_results=_identified(_K1, flags=("partial",)),
        low_results_next=Expected(flags=("partial",)),
        at_risk=_identified("material-base", "staff", "pupils"),
    ),
    # Nothing low: one missing result cannot make two.
    PlannedSchool(
        29,
        "МБОУ «СОШ № 29»",
        last={"ege-rus": None},
        low_results=Expected(flags=("partial",)),
        low_results_next=Expected(flags=("partial",)),
    ),
    # Whether there is internet is not told; nothing else is wrong.
    PlannedSchool(31, "МБОУ «СОШ № 31»", context={"internet": None}, at_risk=_undetermined()),
    # 9 % without the share that is missing.
    PlannedSchool(
        32,
        "МБОУ «СОШ № 32»",
        context={
            "pupils-registered": (10, 500),
            "pupils-disabilities": (25, 500),
            "pupils-other-language": (10, 500),
            "pupils-absent": None,
        },
        at_risk=_undetermined(),
    ),
    # No computers: the missing share cannot change that.
    PlannedSchool(
        33,
        "МАОУ «СОШ № 33»",
        context={"computers": "no", "pupils-other-language": None},
        at_risk=_identified("material-base", flags=("partial",)),
    ),
    # 12 % already without the share that is missing.
    PlannedSchool(
        34,
        "МБОУ «ООШ № 34»",
        grades=_COMPULSORY,
        taught=_COMPULSORY,
        context={
            "pupils-registered": (15, 400),
            "pupils-disabilities": (25, 400),
            "pupils-other-language": (8, 400),
            "pupils-absent": None,
        },
        at_risk=_identified("pupils", flags=("partial",)),
    ),
    # The table has not been filled in.
    PlannedSchool(35, "МБОУ «СОШ № 35»", context=None, at_risk=_undetermined()),
)

SPECIAL_SCHOOLS = {school.number: school for school in _SPECIAL}
"""By number; every other school is ordinary."""
