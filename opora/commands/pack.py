"""`opora pack check|show`: programmes as data."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
import yaml

from opora.commands.failing import refusing, say
from opora.own_database import open_own_database
from opora.progress import show_stages
from shared.packs.case_running import CaseOutcome, check_cases
from shared.packs.definition import Pack
from shared.packs.indicator_case_running import check_indicator_cases
from shared.packs.issues import PackRefused
from shared.packs.loading import get_pack_folder, load_pack
from shared.packs.serialising import dump_pack, hash_pack
from shared.roadmaps.definition import Roadmaps
from shared.settings import Settings, get_settings

_WORDS = {
    "rules": "правил",
    "indicators": "показателей",
    "tasks": "задач",
    "measures": "мероприятий",
    "support_measures": "мер поддержки школы",
    "stages": "этапов цикла",
}

pack_app = typer.Typer(add_completion=False, help="Packs: programmes as data.", no_args_is_help=True)


@pack_app.command("check")
def check(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Folder of the pack.")],
) -> None:
    """Check a pack: form, references, rules, and every golden case against a real database."""
    settings = get_settings()
    with refusing(settings):
        pack = _load(folder)
        outcomes = asyncio.run(_prove(settings, pack))
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        say(f"{outcome.case}: " + "; ".join(map(str, outcome.differences)))
    if failed:
        say(f"Контрольные случаи не сошлись: {len(failed)} из {len(outcomes)}.")
        raise typer.Exit(1)
    counted = ", ".join(f"{_WORDS[name]} {number}" for name, number in _count(pack).items())
    typer.echo(f"{pack.code} {pack.version}: {counted}, контрольных случаев {len(outcomes)}, всё верно.")


@pack_app.command("show")
def show(code: Annotated[str, typer.Argument(help="Code of the pack, for example norilsk-2022.")]) -> None:
    """Print a pack as YAML: elements, rules, options with their defaults, indicators, plans of measures, sources."""
    with refusing(get_settings()):
        pack = load_pack(get_pack_folder(code))
    content = {**dump_pack(pack), "content_hash": hash_pack(pack), "counts": _count(pack)}
    typer.echo(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120), nl=False)


def _count(pack: Pack) -> dict[str, int]:
    roadmap = pack.roadmap or Roadmaps()
    return {
        "rules": len(pack.rules),
        "indicators": len(pack.indicators),
        "tasks": len(roadmap.passport.tasks) if roadmap.passport else 0,
        "measures": sum(len(plan.measures) for plan in roadmap.plans),
        "support_measures": len(roadmap.support.measures) if roadmap.support else 0,
        "stages": len(roadmap.cycle.stages) if roadmap.cycle else 0,
    }


def _load(folder: Path) -> Pack:
    try:
        return load_pack(folder)
    except PackRefused as error:
        for issue in error.issues:
            say(str(issue))
        raise typer.Exit(1) from error


async def _prove(settings: Settings, pack: Pack) -> list[CaseOutcome]:
    with show_stages(total=2) as stages:
        stages.begin("Готовлю базу данных")
        async with open_own_database(settings) as database, database.transaction() as session:
            stages.begin("Проверяю контрольные случаи")
            return [*await check_cases(session, pack), *await check_indicator_cases(session, pack)]
