"""The Gantt chart of a roadmap: a picture of its own, the same for the same roadmap, whatever people wrote."""

from xml.etree import ElementTree as ET

import httpx
from hypothesis import given
from hypothesis import strategies as st

from shared.documents.gantt import wrap
from tests.factories.files import make_schools
from tests.factories.roadmaps import add_measure, approve, draft
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller

SVG = "{http://www.w3.org/2000/svg}"


def parse(picture: httpx.Response) -> ET.Element:
    return ET.fromstring(picture.content)  # noqa: S314  # what we drew ourselves


def read_bars(picture: httpx.Response) -> list[str]:
    """Return the classes of the bars, without the five of the legend."""
    root = parse(picture)
    return [rect.get("class", "") for rect in root.iter(f"{SVG}rect") if rect.get("class")][:-5]


async def test_a_roadmap_is_shown_as_a_gantt_chart(caller: Caller, identification: IdentificationCaller) -> None:
    await identification.import_file("schools", make_schools("edu520001", oktmo="22635000"))
    roadmap = await draft(caller, municipality="22635000", pack="krasnye-baki-2021", plan="roadmap-2021-2022")

    of_draft = await caller.get(f"/roadmaps/{roadmap['id']}/gantt")
    await approve(caller, roadmap)
    shown = await caller.get(f"/roadmaps/{roadmap['id']}/gantt")
    again = await caller.get(f"/roadmaps/{roadmap['id']}/gantt")

    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/svg+xml")
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    assert shown.content == again.content
    # Eight measures, one of them in both years (B51); what was due in those years is overdue once it is in force.
    assert read_bars(of_draft) == ["planned"] * 9
    assert read_bars(shown) == ["overdue"] * 9
    words = {text.strip() for text in parse(shown).itertext() if text.strip()}
    assert {"2021", "2022", "янв", "дек", "0 из 2", "просрочено"} <= words


async def test_open_terms_fade_and_what_people_write_stays_text(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools("edu240001"))
    roadmap = await draft(caller, title="<script>alert(1)</script> & «кавычки»")
    await add_measure(caller, roadmap, title="До срока", term="до 15 октября")
    await add_measure(caller, roadmap, title="С начала", term=None, starts_on="2023-03-01")
    await add_measure(caller, roadmap, title="<b>Без срока</b> & всё", term=None)

    shown = await caller.get(f"/roadmaps/{roadmap['id']}/gantt")

    assert read_bars(shown) == ["planned left", "planned right"]
    root = parse(shown)
    assert [element.tag for element in root.iter() if element.tag in {f"{SVG}script", f"{SVG}b", "script", "b"}] == []
    words = " ".join(root.itertext())
    assert "<b>Без срока</b> & всё" in words
    assert "срок: не указан" in words


@given(st.text(max_size=300), st.integers(1, 3))
def test_a_text_is_broken_into_lines_that_fit(text: str, most: int) -> None:
    lines = wrap(text, 100, 10, most)

    assert 1 <= len(lines) <= most
    # Ten pixels a sign are more than any letter takes.
    assert all(len(line) <= 100 / 10 / 0.4 + 1 for line in lines)
    assert "".join(lines).replace("…", "").replace(" ", "") in "".join(text.split()).replace("…", "") or "…" in text
