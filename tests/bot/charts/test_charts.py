"""Pictures of trends."""

import asyncio
import struct

import pytest
from structlog.testing import capture_logs

from bot.charts.bars import Bars, Growth
from bot.charts.charts import MOST_BYTES, Charts, NoPicture
from bot.charts.trend import Scene, Trend
from bot.quota.forecast import forecast
from bot.quota.limits import DEFAULT_LEVELS
from bot.quota.samples import Sample
from bot.times.spans import HOUR, MINUTE
from tests.bot.charts.test_trend import LIMIT, TEXTS, trend
from tests.bot.quota.growth import KINDS, START, case
from tests.bot.quota.walks import GIB, random
from tests.forked import has_loaded
from tests.sweeping import tried

HOSTILE = [
    "$x^2$ and $",
    r"$\frac{1}{0}$ \n \alpha {",
    "line\nline\r\n\tline\x00\x1b[31m",
    "名" * 300,
    "W" * 300,
    "🎨🧑‍🎨 art 🇨🇳",
    "🎨",
    "\u202eتصميم עיצוב\u202c design",
    "a\u0301\u0300\u0302" * 60,
    "\ud800 alone",
    "<svg/onload=1> & %s {x}",
    "",
    "　 \u200b",
    "\U0002070e\U00030000 rare",
]


@pytest.fixture
def charts() -> Charts:
    return Charts(TEXTS)


async def drawn(charts: Charts, of: Trend, language: str = "en") -> bytes:
    return await charts.draw(await charts.plan(of, language))


def size(png: bytes) -> tuple[int, ...]:
    """Width and height, as the head of a PNG says."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
async def test_every_growth_is_a_small_picture_for_a_phone(
    charts: Charts, kind: str, language: str
) -> None:
    for seed in range(3):
        one = case(kind, seed)
        foreseen = forecast(one.samples, one.limit, one.now)
        of = Trend("市场部", one.samples, one.limit, DEFAULT_LEVELS, foreseen, one.now)
        png = await drawn(charts, of, language)
        assert size(png) == (720, 460)
        assert len(png) <= MOST_BYTES


async def test_the_wildest_numbers_are_a_small_picture(charts: Charts) -> None:
    rng = random(1)
    samples = [Sample(START + place * MINUTE, rng.randrange(1 << 60)) for place in range(44_000)]
    of = Trend("名" * 80, samples, LIMIT, DEFAULT_LEVELS, None, samples[-1].at)

    assert len(await drawn(charts, of)) <= MOST_BYTES


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("count", [0, 1, 5, 9])
async def test_what_grows_fastest_is_as_high_as_it_has_rows(
    charts: Charts, count: int, language: str
) -> None:
    growths = [Growth(name, GIB, 0.5) for name in HOSTILE[:count]]

    planned = await charts.plan_bars(growths, START, START + 24 * HOUR, language)
    png = await charts.draw(planned)

    assert size(png) == (720, 172 + 72 * (min(count, 5) - 1))
    assert len(png) <= MOST_BYTES
    assert await charts.draw(planned) == png


async def test_little_and_odd_numbers_are_drawn_too(charts: Charts) -> None:
    for number, of in enumerate(
        (
            Trend("nothing", (), LIMIT, DEFAULT_LEVELS, None, START),
            Trend("nothing at all", (), None, (), None, START),
            Trend("one", (Sample(START, GIB),), LIMIT, DEFAULT_LEVELS, None, START),
            Trend("one, unlimited", (Sample(START, GIB),), None, (), None, START + HOUR),
            Trend("never any", (Sample(START, 0), Sample(START + HOUR, 0)), None, (), None, START),
            trend(a_day=0),
            trend(start=2000),
            trend(limit=None),
            trend(limit=1),
            trend(start=470),
        )
    ):
        with tried(number, of.name):
            assert size(await drawn(charts, of)) == (720, 460)


async def test_the_same_picture_has_the_same_bytes(charts: Charts) -> None:
    assert await drawn(charts, trend()) == await drawn(Charts(TEXTS), trend())


@pytest.mark.parametrize("name", HOSTILE)
async def test_no_name_does_harm_and_no_glyph_is_missing(charts: Charts, name: str) -> None:
    """A missing glyph would be a warning, and every warning fails a test."""
    of = Trend(name, trend().samples, LIMIT, DEFAULT_LEVELS, None, trend().now)
    for language in TEXTS:
        assert len(await drawn(charts, of, language)) <= MOST_BYTES


async def test_chinese_is_drawn_in_a_font_that_has_it(charts: Charts) -> None:
    with capture_logs() as logs:
        planned = await charts.plan(trend(), "zh")

    assert (planned.ticks[0].label, logs) == ("12月15日", [])
    assert await charts.draw(planned) != await drawn(charts, trend(), "en")


async def test_without_a_chinese_font_labels_are_english_which_is_logged_once() -> None:
    charts = Charts(TEXTS, font="No Such Family")
    with capture_logs() as logs:
        pictures = [await drawn(charts, trend(), language) for language in ("zh", "en", "zh")]

    assert len(set(pictures)) == 1
    assert [(each["event"], each["missing_font"]) for each in logs] == [
        ("charts_in_english", "No Such Family")
    ]


async def test_the_event_loop_runs_on_while_a_picture_is_drawn(charts: Charts) -> None:
    planned = await charts.plan(trend(), "zh")
    async with asyncio.TaskGroup() as group:
        drawing = group.create_task(charts.draw(planned))
        turns = 0
        while not drawing.done():
            turns += 1
            await asyncio.sleep(0)

    assert turns > 100


async def test_many_pictures_at_once_are_those_drawn_one_by_one(charts: Charts) -> None:
    several = [trend(start=start) for start in (100, 300, 430)]
    async with asyncio.TaskGroup() as group:
        at_once = [group.create_task(drawn(charts, of)) for of in several]

    assert [each.result() for each in at_once] == [await drawn(charts, of) for of in several]


class Clumsy:
    """A painter that fails, or paints far too much."""

    has_font = True

    def __init__(self, png: bytes = b"") -> None:
        self.png = png

    def paint(self, scene: Scene | Bars) -> bytes:
        """Paint what it was told to, if anything."""
        if not self.png:
            raise MemoryError
        return self.png


async def test_what_goes_wrong_is_no_picture_and_is_logged() -> None:
    failing = Charts(TEXTS, load=lambda _: Clumsy())
    with capture_logs() as logs, pytest.raises(NoPicture):
        await drawn(failing, trend())
    assert [each["event"] for each in logs] == ["no_picture"]

    with pytest.raises(NoPicture, match="large"):
        await drawn(Charts(TEXTS, load=lambda _: Clumsy(bytes(MOST_BYTES + 1))), trend())


async def test_a_library_that_cannot_be_loaded_is_tried_again() -> None:
    tries = []

    def load(font: str) -> Clumsy:
        tries.append(font)
        if len(tries) == 1:
            raise OSError("no place for its cache")
        return Clumsy(b"picture")

    charts = Charts(TEXTS, load=load)
    with capture_logs(), pytest.raises(NoPicture):
        await charts.plan(trend(), "zh")
    assert await drawn(charts, trend()) == b"picture"


def test_the_drawing_library_is_not_loaded_before_it_is_needed() -> None:
    assert has_loaded("bot.charts.charts", "matplotlib") == [True, False]
