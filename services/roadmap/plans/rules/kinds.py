"""Tells what a responsible party is from the words of its name (B52)."""

import re

from shared.roadmaps.parties import PartyKind

_SCHOOLS = (
    r"(?:оу|оо|школы|общеобразовательные (?:организации|учреждения)|образовательные (?:организации|учреждения)|"
    r"общеобразовательных (?:организаций|учреждений)|образовательных (?:организаций|учреждений)|школ)"
)
_ALL_SCHOOLS = re.compile(rf"(?:все |руководители |директора |администрации )*{_SCHOOLS}(?: города| района| округа)?")
_POST = re.compile(
    r"(?:и\.? ?о\.? )?(?:заместител|зам\b|начальник|заведующ|руководител|директор|специалист|методист|координатор|"
    r"куратор|педагог|учител|тьютор|психолог|инспектор|консультант|секретар|председател|ответственн|администратор)"
)


def tell_kind(name: str) -> PartyKind:
    """Return the kind: all schools where they are meant, a role where a post is named, else an organisation."""
    folded = " ".join(name.casefold().replace("ё", "е").split()).strip(" .")
    if _ALL_SCHOOLS.fullmatch(folded):
        return PartyKind.all_schools
    return PartyKind.role if _POST.match(folded) else PartyKind.organisation
