"""Every message is said in both languages, every number as people write it there."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.cards import Card, Cards
from bot.i18n import LOCALES, Texts, read_catalogues
from bot.routing import Route, Routes
from bot.services import Services
from handlers import ROUTERS
from tests import catalogue
from tests.catalogue import TEMPLATES
from tests.sweeping import sweep
from tests.texts import STALE

CATALOGUES = read_catalogues(TEMPLATES)
EN = Texts("en", CATALOGUES["en"], "Asia/Shanghai")
ZH = Texts("zh", CATALOGUES["zh"], "Asia/Shanghai")
ROUTES = Routes(ROUTERS)

GB = 1 << 30
NOON = 1_795_500_000_000
PLACEHOLDER = re.compile(r"%\(\w+\)s")
COMMAND = re.compile(r"\*\*(/?[^*%]+)\*\*")
BOLD = re.compile(r"\*\*(/?[^*]+)\*\*")
BLANK_AFTER = re.compile(r"[，。：；！？、）】」”] (?![ ·])")
GOLDEN = Path(__file__).parents[1] / "cards"


def translations() -> Iterator[tuple[str, str]]:
    """Every message, singular and plural each, with its translation."""
    for message in catalogue.chinese():
        chinese = (
            message.string if isinstance(message.string, str) else "".join(message.string or ())
        )
        for one in [message.id] if isinstance(message.id, str) else message.id:
            if one:
                yield one, chinese


def test_the_catalogue_has_every_message_and_no_other() -> None:
    said = catalogue.in_templates() | catalogue.in_code()
    known = catalogue.ids(catalogue.chinese())

    assert {"not in the catalogue": said - known, "never said": known - said} == {
        "not in the catalogue": set(),
        "never said": set(),
    }, STALE


def test_every_message_is_translated() -> None:
    assert [message for message, chinese in translations() if not chinese] == []


def test_a_translation_prints_what_the_message_prints() -> None:
    different = [
        message
        for message, chinese in translations()
        if not set(PLACEHOLDER.findall(message)) <= set(PLACEHOLDER.findall(chinese))
    ]

    assert different == []


def test_commands_named_in_a_text_are_commands_in_both_languages() -> None:
    for message, chinese in translations():
        named = {_route(words) for words in COMMAND.findall(message)}
        assert named == {_route(words) for words in COMMAND.findall(chinese)}, message


def test_commands_named_in_a_text_are_those_of_its_language() -> None:
    """An example may be in neither: a number, a name."""
    for message, chinese in translations():
        for text, language in ((message, "en"), (chinese, "zh")):
            found = filter(None, (ROUTES.find(words) for words in BOLD.findall(text)))
            assert {match.language for match in found} <= {language}, text


def test_commands_named_in_a_text_have_all_a_slash_or_none() -> None:
    for message, chinese in translations():
        slashes = {
            words.startswith("/")
            for text in (message, chinese)
            for words in BOLD.findall(text)
            if _route(words)
        }
        assert len(slashes) <= 1, (message, chinese)


def test_chinese_has_no_blank_after_its_punctuation_and_no_formal_you() -> None:
    for _, chinese in translations():
        assert not BLANK_AFTER.search(chinese), chinese
        assert "您" not in chinese


@sweep("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_a_chinese_card_has_no_blank_after_punctuation(path: Path) -> None:
    """A dot between two facts has blanks around it, and a line ends in two."""
    face = json.loads(path.read_text("utf-8"))["zh"]
    for text in (face["title"], face["body"], face["preview"]):
        assert not BLANK_AFTER.search(text)


@sweep("route", tuple(ROUTES), ids=lambda route: route.words)
def test_a_usage_line_works_as_it_is_shown(route: Route[Services]) -> None:
    for texts in (EN, ZH):
        line = texts.say(route.usage)
        words = re.split(r" ?[<\[]|zh\|en", line)[0]
        parts = re.findall(r"[<\[]([^>\]]+)", route.usage)
        assert _route(f"{words} zh" if "zh|en" in line else words) == route.words
        assert re.findall(r"[<\[]([^>\]]+)", line) == [texts.say(part) for part in parts]


def parts_that_are_refused() -> set[str]:
    """What commands take, and what the code calls bad besides."""
    said = set[str]()
    for path in [
        *(TEMPLATES.parent / "bot").rglob("*.py"),
        *(TEMPLATES.parent / "handlers").glob("*.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    ast.Name("BadArgument" | "NotAChoice"), [ast.Constant(str(part)), *_]
                ):
                    said.add(part)
                case _:
                    pass
    return said | {part.name for route in ROUTES for part in route.takes}


def test_a_refusal_names_the_part_in_the_language_of_whoever_reads_it() -> None:
    parts = parts_that_are_refused()
    cards = Cards(TEMPLATES)
    reason = "There is no such rule."

    def body(part: str, language: str) -> str:
        card = Card("bad_argument", {"part": part, "reason": reason, "usage": "", "values": {}})
        return cards.render(card, language, now=0).body

    assert {"rule", "access", "pages", "space", "dates"} <= parts
    assert [part for part in parts if re.search("[a-zA-Z]", body(part, "zh"))] == []
    assert [part for part in parts if part not in body(part, "en")] == []


def test_a_text_of_somebody_is_no_message() -> None:
    assert EN.knows("Cancel")
    assert ZH.knows("Cancel")
    assert not EN.knows("my own words")
    assert ZH.say("my own words") == "my own words"
    assert ZH.say("") == ""


@sweep(
    ("used", "shown"),
    [
        (0, "0\u00a0B"),
        (1023, "1,023\u00a0B"),
        (1024, "1\u00a0KB"),
        (1536, "1.5\u00a0KB"),
        (7 * 1024**2, "7\u00a0MB"),
        (int(9.96 * GB), "10\u00a0GB"),
        (455 * GB, "455\u00a0GB"),
        (1024 * GB - 1, "1\u00a0TB"),
        (int(3.5 * 1024 * GB), "3.5\u00a0TB"),
        (10**18, "888\u00a0PB"),
        (10**21, "867\u00a0EB"),
    ],
)
def test_sizes_are_shown_in_binary_units(used: int, shown: str) -> None:
    assert EN.size(used) == ZH.size(used) == shown


@sweep(
    ("ratio", "shown"),
    [
        (0.0, "0%"),
        (0.001, "<1%"),
        (0.29, "29%"),
        (0.999, "99%"),
        (1.0, "100%"),
        (1.04, "104%"),
        (1e9, ">999%"),
    ],
)
def test_only_what_is_full_shows_a_hundred_percent(ratio: float, shown: str) -> None:
    assert EN.percent(ratio) == shown


def test_times_are_those_of_the_zone() -> None:
    assert EN.clock(NOON, NOON) == "14:00"
    assert EN.clock(NOON - 24 * 3600 * 1000, NOON) == "Nov 23 14:00"
    assert ZH.moment(NOON, NOON) == "11月24日 14:00"
    assert ZH.moment(datetime(2025, 12, 31, 16, 0, tzinfo=UTC), NOON) == "1月1日 00:00"
    assert EN.moment(datetime(2025, 3, 1, 6, 30, tzinfo=UTC), NOON) == "Mar 1, 2025 14:30"


def test_dates_are_as_brief_as_they_are_clear() -> None:
    day = 24 * 3600 * 1000
    assert ZH.days(NOON, NOON, NOON) == "11月24日"
    assert EN.days(NOON, NOON + 3 * day, NOON) == "Nov 24\u2009–\u200927"
    assert EN.days(NOON, NOON + 90 * day, NOON) == "Nov 24\u2009–\u2009Feb 22"
    assert ZH.days(NOON + 311 * day, NOON + 317 * day, NOON) == "2027年10月1日至7日"
    assert EN.days(NOON + 311 * day, NOON + 317 * day, NOON) == "Oct 1\u2009–\u20097, 2027"
    assert ZH.days(NOON + 400 * day, NOON + 400 * day, NOON) == "2027年12月29日"
    assert EN.days(NOON - 400 * day, NOON - 400 * day, NOON) == "Oct 20, 2025"
    assert ZH.days(NOON, NOON + 400 * day, NOON) == "2026年11月24日至2027年12月29日"


def test_what_is_only_foreseen_is_a_month_when_it_is_far_away() -> None:
    day = 24 * 3600 * 1000
    assert ZH.roughly(NOON + day, NOON + day, NOON) == "11月25日"
    assert ZH.roughly(NOON, NOON + 400 * day, NOON) == "2026年11月至2027年12月"
    assert EN.roughly(NOON + 400 * day, NOON + 401 * day, NOON) == "Dec 2027"


def test_spans_are_said_in_words() -> None:
    assert EN.span(timedelta(minutes=10).total_seconds()) == "10\u00a0minutes"
    assert ZH.span(600) == "10\u00a0分钟"


def test_a_span_that_somebody_set_is_said_as_it_is() -> None:
    assert EN.whole_span(86_400) == "1\u00a0day"
    assert EN.whole_span(2 * 86_400) == "2\u00a0days"
    assert EN.whole_span(36 * 3_600) == "36\u00a0hours"
    assert ZH.whole_span(5_400) == "90\u00a0分钟"


def test_both_languages_have_the_same_messages() -> None:
    assert CATALOGUES.keys() == LOCALES.keys()
    assert CATALOGUES["en"].messages == CATALOGUES["zh"].messages


def _route(words: str) -> str | None:
    found = ROUTES.find(words)
    return found.route.words if found else None
