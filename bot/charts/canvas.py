"""What pictures are painted on with matplotlib: a dark sheet, in points of a phone.

matplotlib is used by its objects alone, a figure and the Agg canvas: pyplot keeps the figures of a
process in a global list and is for one thread, while objects belong to whoever made them. Importing
this module is what loads it.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager, get_font
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox
from PIL import Image

from bot.cards.escaping import ELLIPSIS

PLAIN = "DejaVu Sans"
"""Comes with matplotlib."""

WIDTH, HEIGHT = 360, 230
"""A picture, in points of a phone; every length here is in them."""
DOTS = 2
"""To each point."""
INCH = 100
"""Points of a phone that we take for one: sizes of fonts and lines are given in print's points."""
MARGIN, EDGE, GAP = 14, 4, 8
HEAD = 22
"""The line of the title, from above."""
COLOURS = 128
"""So many are enough for smooth edges, and make the file a third as large."""

GROUND = "#1b222c"
INK = "#eef2f6"
SOFT = "#9fabb9"
GRID = "#3a4552"
USED = "#4d9bff"
FULL = "#ff7a70"
REACHED = "#f0b04f"

Side = Literal["left", "center", "right"]


class Fonts:
    """The fonts there are, and what they have glyphs for."""

    def __init__(self, family: str) -> None:
        """Write in a font of this family, if there is one, and in what it has no glyphs for in
        another.
        """
        fonts = {name: path for name in (family, PLAIN) if (path := _path(name))}
        self.families = list(fonts)
        self._glyphs = frozenset(
            glyph for path in fonts.values() for glyph in get_font(path).get_charmap()
        )
        self.has_wanted = family in fonts

    def drawable(self, name: str) -> str:
        """Leave out what no font has glyphs for, such as most emoji."""
        return " ".join("".join(each for each in name if ord(each) in self._glyphs).split())


def _path(family: str) -> str | None:
    try:
        return fontManager.findfont(family, fallback_to_default=False)
    except ValueError:
        return None


def printed(length: float) -> float:
    """Give a length in points of print."""
    return length * 72 / INCH


class Canvas:
    """One picture while it is painted."""

    def __init__(self, families: Sequence[str], height: int = HEIGHT) -> None:
        """Lay a canvas out that is :data:`WIDTH` wide and ``height`` high, in points."""
        self._families = families
        self._height = height
        size = (WIDTH / INCH, height / INCH)
        self.figure = Figure(figsize=size, dpi=DOTS * INCH, facecolor=GROUND)
        FigureCanvasAgg(self.figure)
        self.points = Affine2D().scale(DOTS)

    def head(self, title: str, beside: str) -> None:
        """Write ``beside`` at the right, and of the title as much as fits."""
        y = self._height - HEAD
        room = self.box(self.write(WIDTH - MARGIN, y, beside, 12, SOFT, side="right")).x0
        self.write_cut(MARGIN, y, title, 14, room - GAP - MARGIN)

    def write_cut(self, x: float, y: float, text: str, size: float, room: float) -> None:
        """Write as much of a text as is no wider than ``room``."""
        written = self.write(x, y, text, size, INK)
        while text and self.box(written).width > room:
            text = text[:-1]
            written.set_text(text.rstrip() + ELLIPSIS)
        written.set_x(x)

    def write(
        self, x: float, y: float, text: str, size: float, colour: str, *, side: Side = "left"
    ) -> Text:
        """Write a text that starts, ends or is centred at a point, moved inside the picture."""
        written = self.figure.text(
            x,
            y,
            text,
            color=colour,
            fontsize=printed(size),
            fontfamily=self._families,
            horizontalalignment=side,
            verticalalignment="center",
            transform=self.points,
            parse_math=False,
        )
        box = self.box(written)
        written.set_x(x - (max(box.x1 - WIDTH + MARGIN, 0) or min(box.x0 - EDGE, 0)))
        return written

    def box(self, text: Text) -> Bbox:
        """Give the room that a text takes, in points."""
        return text.get_window_extent().transformed(self.points.inverted())

    def png(self) -> bytes:
        """Give the picture; the same things painted give the same bytes."""
        raw, written = BytesIO(), BytesIO()
        self.figure.savefig(raw, format="raw")
        whole = Image.frombytes("RGBA", (WIDTH * DOTS, self._height * DOTS), raw.getvalue())
        few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(written, "PNG", optimize=True)
        return written.getvalue()
