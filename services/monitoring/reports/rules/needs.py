"""What schools lack: deficits with their schools, groups of like schools, and what is advised to whom."""

from collections.abc import Mapping, Sequence

from services.monitoring.reports.schemas import Advice, FoundDeficit, Group
from shared.indicators.deficits import Addressee, Area, Deficit
from shared.indicators.surveying import SurveyedSchool

_ADDRESSEES: tuple[Addressee, ...] = ("school", "leaders", "teachers")
Schools = Mapping[str, SurveyedSchool]


def find_deficits(known: Sequence[Deficit], now: Schools, before: Schools) -> list[FoundDeficit]:
    """Return the deficits that any school has, may have or has overcome, in pack order; schools by code."""
    found = []
    for deficit in known:
        schools = sorted(code for code, school in now.items() if deficit.code in school.deficits)
        undecided = sorted(code for code, school in now.items() if deficit.code in school.undecided)
        had = {code for code, school in before.items() if deficit.code in school.deficits}
        # Whose answer is missing now has not overcome it.
        overcome = sorted(code for code in had & now.keys() if code not in {*schools, *undecided})
        if schools or undecided or overcome:
            found.append(
                FoundDeficit(
                    code=deficit.code,
                    title=deficit.title,
                    area=deficit.area,
                    source=deficit.source,
                    schools=schools,
                    undecided=undecided,
                    overcome=overcome,
                )
            )
    return found


def group_schools(deficits: Sequence[FoundDeficit]) -> list[Group]:
    """Group the schools whose deficits lie in the same areas (004 §2.1: кластеризация); those of one area first."""
    areas: dict[str, list[Area]] = {}
    for deficit in deficits:
        for school in deficit.schools:
            if deficit.area not in areas.setdefault(school, []):
                areas[school].append(deficit.area)
    groups: dict[tuple[Area, ...], list[str]] = {}
    for school in sorted(areas):
        groups.setdefault(tuple(sorted(areas[school])), []).append(school)
    ordered = sorted(groups.items(), key=lambda group: (len(group[0]), group[0]))
    return [Group(areas=list(where), schools=schools) for where, schools in ordered]


def advise(known: Sequence[Deficit], found: Sequence[FoundDeficit]) -> list[Advice]:
    """Return what the pack advises for the deficits found: to schools, then to leaders, then to teachers."""
    schools = {deficit.code: deficit.schools for deficit in found}
    return [
        Advice(
            addressee=addressee,
            text=recommendation.text,
            measure=recommendation.measure,
            deficit=deficit.code,
            schools=schools[deficit.code],
        )
        for addressee in _ADDRESSEES
        for deficit in known
        if schools.get(deficit.code)
        for recommendation in deficit.recommendations
        if recommendation.to == addressee
    ]
