"""What a report says, computed: of a campaign from its values, of a list from the criteria that schools met."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.rules import find_deadline
from services.monitoring.computations.use_cases import compute_indicators, get_computation, get_plan
from services.monitoring.reports import queries, rules
from services.monitoring.reports.rules import PeriodValues
from services.monitoring.reports.schemas import Participation, ReportContent, ReportedSchool, ReportKind
from shared.clock import utc_now
from shared.indicators.computing import IndicatorValue
from shared.indicators.definition import IndicatorSet
from shared.indicators.periods import MonitoredPeriod, find_previous_period, parse_period
from shared.indicators.plan import IndicatorPlan
from shared.indicators.resolving import resolve_indicators
from shared.indicators.surveying import SurveyedSchool
from shared.models import Campaign, Report
from shared.packs.definition import Pack
from shared.reference.catalogue import read_catalogue


async def compute_campaign_content(session: AsyncSession, report: Report, pack: Pack) -> ReportContent:
    """Compute the facts of a campaign's set beside those of earlier periods, and what its schools lack."""
    assert report.campaign_id is not None, "only reports of campaigns come here"
    campaign = await queries.get_campaign(session, report.municipality_id, report.campaign_id)
    one = _get_set(pack, report)
    values, now = await _read_kept(session, report)
    plans = [
        resolve_indicators(pack, period, {}, await read_catalogue(session), one.code)
        for period in _list_earlier(one, report)
    ]
    earlier = [await _compute_earlier(session, plan, report.municipality_id) for plan in plans]
    before = await queries.survey_schools(session, plans[0], report.municipality_id) if plans else {}
    targets = await queries.list_targets(session, report.municipality_id, report.pack_code, report.period)
    facts = rules.describe_facts(one, values, earlier, targets)
    deficits = rules.find_deficits(one.deficits, now, before)
    factors = rules.find_factors(one, facts, now, before)
    done = await queries.list_accepted_documents(session, campaign.municipality_id, campaign.id)
    practices = rules.find_practices(one, now, before, done)
    participation = await _count_participants(session, campaign)
    named = {code for deficit in deficits for code in (*deficit.schools, *deficit.undecided, *deficit.overcome)}
    named |= {code for factor in factors for code in (*factor.improved, *factor.worsened)}
    compared = facts and any(fact.comparisons for fact in facts)
    return ReportContent(
        **await _describe_frame(session, report, pack),
        subject=one.title,
        order=rules.cite_order(campaign.order_number, campaign.order_date, campaign.order_title),
        document=one.conduct.document if one.conduct else None,
        analysed_by=one.conduct.analysed_by if one.conduct else None,
        previous_period=plans[0].period.text if compared else None,
        participation=participation[0],
        schools=await _name_schools(session, report, pack, {*named, *participation[1]}),
        facts=facts,
        factors=factors,
        deficits=deficits,
        practices=practices,
        groups=rules.group_schools(deficits),
    )


async def compute_list_content(session: AsyncSession, report: Report, pack: Pack) -> ReportContent:
    """Compute what the schools of a list lack from the criteria that they met in the approved run."""
    assert report.list_id is not None, "only reports of lists come here"
    school_list = await queries.find_list(session, report.list_id)
    assert school_list is not None, "a report refers to its list by a foreign key"
    assert school_list.run_id is not None, "reports are planned of calculated lists alone"
    listed = await queries.list_listed_schools(session, report.municipality_id, report.list_id)
    run = await queries.find_run(session, school_list.run_id)
    assert run is not None, "a list refers to its run by a foreign key"
    criteria = await queries.list_criteria(session, report.municipality_id, run.id)
    schools = _read_criteria(pack, run.rule_code, {code: criteria.get(code, []) for code in listed})
    known = [deficit for one in (pack.monitoring.sets if pack.monitoring else ()) for deficit in one.deficits]
    deficits = rules.find_deficits(known, schools, {})
    return ReportContent(
        **await _describe_frame(session, report, pack),
        subject=f"по перечню «{pack.labels.at_risk.full}»",
        order=rules.cite_order(school_list.order_number, school_list.order_date, school_list.order_title),
        document=None,
        analysed_by=None,
        previous_period=None,
        participation=None,
        schools=await _name_schools(session, report, pack, listed),
        facts=[],
        factors=[],
        deficits=deficits,
        practices=[],
        groups=rules.group_schools(deficits),
    )


def _read_criteria(
    pack: Pack, rule_code: str, criteria: Mapping[str, Sequence[bool | None]]
) -> dict[str, SurveyedSchool]:
    """Return the deficits that the criteria of a run's rule show: met ones certainly, undetermined ones perhaps."""
    places = {f"{rule_code}/{one.code}": place for place, one in enumerate(pack.get_rule(rule_code).criteria)}
    known = [deficit for one in (pack.monitoring.sets if pack.monitoring else ()) for deficit in one.deficits]
    shown = {deficit.code: places[deficit.criterion] for deficit in known if deficit.criterion in places}
    return {
        school: SurveyedSchool(
            0,
            school,
            {},
            tuple(code for code, place in shown.items() if states[place : place + 1] == [True]),
            tuple(code for code, place in shown.items() if states[place : place + 1] == [None]),
        )
        for school, states in criteria.items()
    }


def _get_set(pack: Pack, report: Report) -> IndicatorSet:
    assert pack.monitoring is not None, "a campaign is of a pack with indicators"
    return next(one for one in pack.monitoring.sets if one.code == report.set_code)


def _list_earlier(one: IndicatorSet, report: Report) -> list[MonitoredPeriod]:
    """Return the period before; for the effectiveness of a year the same month of the year before as well."""
    period = parse_period(report.period)
    found = [find_previous_period(period, one.period)]
    if report.kind == ReportKind.effectiveness and period.month is not None:
        earlier = find_previous_period(period, one.period.model_copy(update={"months": (period.month,)}))
        found.append(earlier)
    return list(dict.fromkeys(period for period in found if period is not None))


async def _read_kept(session: AsyncSession, report: Report) -> tuple[PeriodValues, dict[str, SurveyedSchool]]:
    """Return what the report's computation kept of the municipality and its schools; compute it if nobody has yet."""
    assert report.computation_id is not None, "a report of a campaign is planned with its computation"
    computation = await get_computation(session, report.computation_id)
    await compute_indicators(session, computation)
    plan = await get_plan(session, computation)
    municipality = await queries.get_municipality(session, report.municipality_id)
    values = await queries.read_kept_values(session, plan, computation.id, municipality)
    schools = await queries.survey_kept_schools(session, plan, computation.id, municipality.id)
    return _name_values(plan, values), schools


async def _compute_earlier(session: AsyncSession, plan: IndicatorPlan, municipality_id: int) -> PeriodValues:
    return _name_values(plan, await queries.compute_town_values(session, plan, municipality_id))


def _name_values(plan: IndicatorPlan, values: Sequence[IndicatorValue]) -> PeriodValues:
    return PeriodValues(plan.period.text, {rules.name_value(value): value for value in values})


async def _count_participants(session: AsyncSession, campaign: Campaign) -> tuple[Participation | None, list[str]]:
    """Return who answered and when, and the schools that take part; None where nobody was asked."""
    rows = await queries.list_participants(session, campaign.municipality_id, campaign.id)
    if not rows:
        return None, []
    ends = find_deadline(campaign, utc_now()).end
    schools = {code: moment for level, code, moment in rows if level == "school"}
    towns = [moment for level, _, moment in rows if level == "municipality"]
    late = [code for code, moment in schools.items() if moment is not None and moment >= ends]
    silent = [code for code, moment in schools.items() if moment is None]
    participation = Participation(
        schools=len(schools),
        in_time=len(schools) - len(late) - len(silent),
        late=late,
        silent=silent,
        municipality_answered=towns[0] is not None if towns else None,
    )
    return participation, list(schools)


async def _describe_frame(session: AsyncSession, report: Report, pack: Pack) -> dict[str, str]:
    municipality = await queries.get_municipality(session, report.municipality_id)
    return {"municipality": municipality.name, "programme": pack.title, "period": report.period}


async def _name_schools(
    session: AsyncSession, report: Report, pack: Pack, codes: Iterable[str]
) -> list[ReportedSchool]:
    """Name the schools by code, with the lists of the period's year on which they are."""
    labels = {name: getattr(pack.labels, name).short for name in ("low_results", "disadvantaged", "at_risk")}
    year = parse_period(report.period).academic_year
    categories = await queries.list_categories(session, report.municipality_id, year)
    return [
        ReportedSchool(
            code=code,
            printed_code=printed_code,
            name=name,
            categories=[labels[category] for category in categories.get(code, [])],
        )
        for code, printed_code, name in await queries.list_school_names(session, report.municipality_id, sorted(codes))
    ]
