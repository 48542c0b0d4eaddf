"""Pictures for cards, of trends, growth and folders: PNG, at most 60 KB, as wide as a phone.

One picture is shown to everybody, whatever the colours and the size of their client, so it brings
its own ground: a dark panel, at home on a dark card and set into a light one.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import ParamSpec, Protocol, TypeVar

import structlog

from bot.charts.bars import Bars, FolderHeld, Growth, bars, held_bars
from bot.charts.trend import Scene, Trend, scene
from bot.i18n import SOURCE, Texts

log = structlog.get_logger()

MOST_BYTES = 60 * 1024
CHINESE = "WenQuanYi Micro Hei"
"""The font that set-up and image bring along; its Latin letters are good ones too."""

P = ParamSpec("P")
T = TypeVar("T")


class NoPicture(Exception):
    """It could not be drawn, and why is in the log; a card goes out without it."""


class ChartPainter(Protocol):
    """What draws; see :class:`bot.charts.painter.MatplotlibPainter`."""

    @property
    def has_font(self) -> bool: ...

    def paint(self, scene: Scene | Bars) -> bytes: ...


async def _in_a_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return await asyncio.to_thread(work, *args, **kwargs)
    except Exception as failure:
        log.exception("no_picture")
        raise NoPicture from failure


def _load(font: str) -> ChartPainter:
    # Loading takes a second and 40 MB, which a bot that nobody asks for a picture does not need.
    from bot.charts.painter import MatplotlibPainter  # noqa: PLC0415 (see above)

    painter = MatplotlibPainter(font)
    if not painter.has_font:
        log.warning("charts_in_english", missing_font=font)
    return painter


class Charts:
    """Plans pictures and draws them, in a thread so that the event loop stays free.

    A thread is enough: a painter uses matplotlib's objects, not pyplot, so nothing of a picture is
    shared with anything else. One picture is drawn at a time, for two would only share the
    processor.
    """

    def __init__(
        self,
        texts: Mapping[str, Texts],
        font: str = CHINESE,
        load: Callable[[str], ChartPainter] = _load,
    ) -> None:
        """Take the words and formats of each language of :data:`bot.i18n.LOCALES`.

        ``load`` makes the painter that writes in a font; it runs in a thread, once.
        """
        self._texts = texts
        self._font = font
        self._load = load
        self._painter: ChartPainter | None = None
        self._one = asyncio.Lock()

    async def plan(self, trend: Trend, language: str) -> Scene:
        """Work out what a picture shows; its ``digest`` tells whether it was drawn before.

        Without a Chinese font labels are English, whatever was asked for. Raises NoPicture.
        """
        return scene(trend, await self._texts_of(language))

    async def plan_bars(
        self, growths: Sequence[Growth], begins: int, ends: int, language: str
    ) -> Bars:
        """Work out a picture of what grew between two moments (milliseconds since 1970), the
        fastest first; otherwise as :meth:`plan`.
        """
        return bars(growths, begins, ends, await self._texts_of(language))

    async def plan_folders(
        self, name: str, folders: Sequence[FolderHeld], total: int, language: str
    ) -> Bars:
        """Work out a picture of what the folders of a space hold, of ``total`` bytes in all;
        otherwise as :meth:`plan`.
        """
        return held_bars(name, folders, total, await self._texts_of(language))

    async def draw(self, planned: Scene | Bars) -> bytes:
        """Give the PNG of what was planned; the same bytes for the same scene. Raises NoPicture."""
        painter = await self._ready()
        async with self._one:
            png = await _in_a_thread(painter.paint, planned)
        if len(png) > MOST_BYTES:
            raise NoPicture(f"{len(png)} bytes are too large")
        return png

    async def _texts_of(self, language: str) -> Texts:
        """Give the words of a language that can be written."""
        painter = await self._ready()
        return self._texts[language if painter.has_font else SOURCE]

    async def _ready(self) -> ChartPainter:
        async with self._one:
            if self._painter is None:
                self._painter = await _in_a_thread(self._load, self._font)
        return self._painter
