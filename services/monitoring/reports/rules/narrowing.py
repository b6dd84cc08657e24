"""What single schools read of a report: the municipality's values, and of schools only themselves."""

from collections.abc import Collection, Sequence

from services.monitoring.reports.rules.wording import word_introduction
from services.monitoring.reports.schemas import Advice, Participation, ReportContent, ReportKind, ReportText, Texts


def narrow_report(kind: ReportKind, report: ReportText, schools: Collection[str]) -> ReportText:
    """Return what these schools may read: not what names or counts others."""
    content = report.content
    own = set(schools)
    narrowed = content.model_copy(
        update={
            "schools": [school for school in content.schools if school.code in own],
            "factors": [
                factor.model_copy(update={"improved": improved, "worsened": worsened})
                for factor in content.factors
                for improved, worsened in [(_keep(factor.improved, own), _keep(factor.worsened, own))]
                if improved or worsened
            ],
            "deficits": [
                deficit.model_copy(update={"schools": has, "undecided": open_, "overcome": overcome})
                for deficit in content.deficits
                for has, open_, overcome in [
                    (_keep(deficit.schools, own), _keep(deficit.undecided, own), _keep(deficit.overcome, own))
                ]
                if has or open_ or overcome
            ],
            "practices": [practice for practice in content.practices if practice.school in own],
            "groups": [
                group.model_copy(update={"schools": _keep(group.schools, own)})
                for group in content.groups
                if own.intersection(group.schools)
            ],
            "participation": _narrow_participation(content, own),
        }
    )
    # People may write of any school in any section: the extract has the product's own words of the municipality.
    texts = Texts(introduction=word_introduction(kind, content))
    return ReportText(content=narrowed, texts=texts, recommendations=_narrow_advice(report.recommendations, own))


def _narrow_participation(content: ReportContent, own: set[str]) -> Participation | None:
    found = content.participation
    if found is None:
        return None
    return found.model_copy(update={"late": _keep(found.late, own), "silent": _keep(found.silent, own)})


def _narrow_advice(advice: Sequence[Advice], own: set[str]) -> list[Advice]:
    return [
        one.model_copy(update={"schools": _keep(one.schools, own)}) for one in advice if own.intersection(one.schools)
    ]


def _keep(schools: Sequence[str], own: set[str]) -> list[str]:
    return [school for school in schools if school in own]
