"""A file that is named with a space is the one there, whatever was listed last."""

from collections.abc import Iterator

import pytest

from bot.reading.cutting import parts_of
from bot.reading.filling import filled
from bot.reading.names import NameIndex
from bot.reading.near import near_names
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.sentence import Sentence
from bot.reading.shown_files import FILE_PARTS
from bot.reading.spelling import Spelling
from bot.reading.table import learnt
from bot.routing import Route, Routes
from handlers import ROUTERS
from tests.sweeping import sweep

SPELLING = Spelling(learnt().words)
INDEX = NameIndex(["Finance", "Legal 法务", "市场部", "人力资源"])
TAKE_FILES = tuple(
    pytest.param(route, each.name, id=f"{route.words}:{each.name}")
    for route in Routes(ROUTERS)
    for each in route.takes
    if each.name in {*FILE_PARTS, "what to share", "access"}
    or (each.name == "place" and route.words in {"who", "my rights", "grant", "revoke"})
)
FILE = "report-02.pdf"
SAID = {
    **{f"please do it with {FILE} {word} finance": "Finance" for word in ("in", "from", "under")},
    f"{FILE} inside the Finance space, do it": "Finance",
    f"do it with Finance's {FILE}, the boss waits": "Finance",
    f"do it with the Finance {FILE}": "Finance",
    f"in Finance there is {FILE}, do it with that": "Finance",
    f"from Finance, do it with {FILE} please": "Finance",
    f"do it with {FILE} in Legal 法务 because we need it": "Legal 法务",
    f"do it with {FILE} from Finanse": "Finan",
    f"do it with {FILE} from Marketing pls": "Marketing",
    f"do it with {FILE} in the Wombats space": "Wombats",
    f"do it with {FILE} in the reports folder": "reports",
    **{
        f"把市场部{within}{FILE}弄一下": "市场部"
        for within in ("里的", "里面的", "中的", "的", "下面的")
    },
    f"市场部那个{FILE}弄一下": "市场部",
    f"在市场部里有个{FILE}，弄一下": "市场部",
    f"从Finance里把{FILE}弄一下": "Finance",
    f"{FILE}，在市场部里，弄一下": "市场部",
    f"把财务里的{FILE}弄一下": "财务",
    f"财务的{FILE}弄一下": "财务",
}


def parts(said: Said) -> list[Mention]:
    found = parts_of(said, INDEX)
    if any(part.kind == "space" for part in found):
        return found
    return near_names(said, found, INDEX, SPELLING)


def lost(route: Route[object], part: str) -> Iterator[str]:
    to = (
        " into 人力资源"
        if part == "files" and any(each.name == "place" for each in route.takes)
        else ""
    )
    for text, place in SAID.items():
        said = Said(text + to)
        raw = filled(route, {}, Sentence(said, parts(said), SPELLING)).raw
        if part in raw and not (place in raw[part] and FILE in raw[part]):
            yield f"{text + to!r}: {raw[part]}"


@pytest.mark.parametrize(("route", "part"), TAKE_FILES)
def test_no_command_loses_the_space_that_a_file_is_said_to_be_in(
    route: Route[object], part: str
) -> None:
    assert list(lost(route, part)) == []


@sweep(
    ("text", "files", "place"),
    [
        (f"put {FILE} in 市场部", FILE, "市场部"),
        (f"把{FILE}放在市场部里", FILE, "市场部"),
        (f"move {FILE} from Finance over to 市场部", f"Finance/{FILE}", "市场部"),
        (f"把{FILE}从Finance挪到市场部去", f"Finance/{FILE}", "市场部"),
        (f"move {FILE} in Finance to 市场部", f"Finance/{FILE}", "市场部"),
        (f"to 市场部 please, move {FILE} from Finance", f"Finance/{FILE}", "市场部"),
    ],
)
def test_where_a_file_goes_is_not_where_it_is(text: str, files: str, place: str) -> None:
    said = Said(text)
    move = next(each for each in Routes(ROUTERS) if each.words == "file move")

    raw = filled(move, {}, Sentence(said, parts(said), SPELLING)).raw

    assert raw == {"files": files, "place": place}
