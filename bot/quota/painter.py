"""Paints a scene with matplotlib; importing this module is what loads it.

matplotlib is used by its objects alone, a figure and the Agg canvas: pyplot keeps the figures of a
process in a global list and is for one thread, while objects belong to whoever made them.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager, get_font
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox
from PIL import Image

from bot.cards.harmless import ELLIPSIS
from bot.quota.scene import Goal, Scene

PLAIN = "DejaVu Sans"
"""Comes with matplotlib."""

WIDTH, HEIGHT = 360, 230
"""A picture, in points of a phone; every length here is in them."""
DOTS = 2
"""To each point."""
INCH = 100
"""Points of a phone that we take for one: sizes of fonts and lines are given in print's points."""
MARGIN, EDGE, GUTTER, GAP = 14, 4, 46, 8
HEAD, TOP = 22, 40
"""The line of the name, and where the drawing begins, from above."""
FOOT, BOTTOM = 15, 28
"""The line of the dates, and where the drawing ends, from below."""
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


class Painter:
    """Knows the fonts, and paints."""

    def __init__(self, family: str) -> None:
        """Write in a font of this family, if there is one, and in what it has no glyphs for in
        another.
        """
        fonts = {name: path for name in (family, PLAIN) if (path := _path(name))}
        self._families = list(fonts)
        self._glyphs = frozenset(
            glyph for path in fonts.values() for glyph in get_font(path).get_charmap()
        )
        self.has_font = family in fonts

    def paint(self, scene: Scene) -> bytes:
        """Give a PNG; the same scene gives the same bytes, as long as the fonts are the same."""
        sheet = _Sheet(scene, self._families)
        sheet.draw_head(self._drawable(scene.name))
        sheet.draw_marks()
        sheet.draw_today()
        sheet.draw_future()
        sheet.draw_past()
        sheet.draw_ticks()
        return _png(sheet.figure)

    def _drawable(self, name: str) -> str:
        """Leave out what no font has glyphs for, such as most emoji."""
        return " ".join("".join(each for each in name if ord(each) in self._glyphs).split())


def _path(family: str) -> str | None:
    try:
        return fontManager.findfont(family, fallback_to_default=False)
    except ValueError:
        return None


def _png(figure: Figure) -> bytes:
    raw, written = BytesIO(), BytesIO()
    figure.savefig(raw, format="raw")
    whole = Image.frombytes("RGBA", (WIDTH * DOTS, HEIGHT * DOTS), raw.getvalue())
    few = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


def _print(length: float) -> float:
    """Give a length in points of print."""
    return length * 72 / INCH


class _Sheet:
    """One picture while it is painted."""

    def __init__(self, scene: Scene, families: Sequence[str]) -> None:
        self._scene = scene
        self._families = families
        size = (WIDTH / INCH, HEIGHT / INCH)
        self.figure = Figure(figsize=size, dpi=DOTS * INCH, facecolor=GROUND)
        FigureCanvasAgg(self.figure)
        self._points = Affine2D().scale(DOTS)
        self._taken: list[Bbox] = []
        self._axes = self._frame()

    def draw_head(self, name: str) -> None:
        """Write what is used at the right, and of the name as much as fits beside it."""
        y = HEIGHT - HEAD
        amount = self._write(WIDTH - MARGIN, y, self._scene.amount, 12, SOFT, side="right")
        room = self._box(amount).x0 - GAP - MARGIN
        title = self._write(MARGIN, y, name, 14, INK)
        while name and self._box(title).width > room:
            name = name[:-1]
            title.set_text(name.rstrip() + ELLIPSIS)
        title.set_x(MARGIN)

    def draw_marks(self) -> None:
        """Draw every level, and write the labels that find room, the important ones first."""
        for mark in self._scene.marks:
            colour = FULL if mark.full else REACHED if mark.reached else SOFT
            line = GRID if colour == SOFT else colour
            self._line((self._scene.start, self._scene.end), (mark.used, mark.used), line, 1)
            _, y = self._at(self._scene.start, mark.used)
            if y >= BOTTOM:
                self._write_if_free(GUTTER - GAP, y, mark.label, 11, colour, side="right")

    def draw_today(self) -> None:
        """Draw today's mark, no higher than anything else: words are above."""
        used = [mark.used for mark in self._scene.marks] + [used for _, used in self._scene.points]
        bottom, today = self._scene.bottom, self._scene.today
        self._line((today, today), (bottom, max(used, default=bottom)), SOFT, 1, dashes=(1, 3))

    def draw_future(self) -> None:
        """Draw the cone of what is foreseen, and where it meets the limit."""
        cone, goal = self._scene.cone, self._scene.goal
        at = [each.at for each in cone]
        least, most = [each.least for each in cone], [each.most for each in cone]
        self._axes.fill_between(at, least, most, color=USED, alpha=0.28, linewidth=0)
        self._line(at, [each.likely for each in cone], USED, 1.5, dashes=(3, 2))
        if goal is not None:
            self._draw_goal(goal)

    def draw_past(self) -> None:
        """Draw what was used, and end it in a dot that says how full that is."""
        points = self._scene.points
        if points:
            self._line([at for at, _ in points], [used for _, used in points], USED, 2)
            self._dot(*points[-1], INK, 3.5)
            self._label_ends(points[0], points[-1])

    def draw_ticks(self) -> None:
        """Write dates below, those that find room."""
        for tick in self._scene.ticks:
            x, _ = self._at(tick.at, self._scene.bottom)
            side: Side = "left" if tick.at == self._scene.start else "center"
            self._write_if_free(x, FOOT, tick.label, 11, SOFT, side=side)

    def _draw_goal(self, goal: Goal) -> None:
        limit = max(mark.used for mark in self._scene.marks if mark.full)
        last = min(goal.latest, self._scene.end)
        first = min(goal.earliest, last)
        self._line((first, last), (limit, limit), FULL, 4)
        if goal.likely <= last:
            self._dot(goal.likely, limit, FULL, 4)
        x, y = self._at((first + last) / 2, limit)
        self._write(x, y + 13, goal.label, 12, FULL, side="center")

    def _label_ends(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Write where the line is not: it climbs from above its beginning to below its end."""
        climbs = last[1] >= first[1]
        x, y = self._at(*last)
        aside = GAP / 2 if not climbs else -GAP / 2
        self._write(
            x + aside, y + 12, self._scene.last, 14, INK, side="right" if climbs else "left"
        )
        x, y = self._at(*first)
        self._write(x, y - 12 if climbs else y + 12, self._scene.first, 12, SOFT)

    def _frame(self) -> Axes:
        left = GUTTER if self._scene.marks else MARGIN
        wide, high = WIDTH - MARGIN - left, HEIGHT - TOP - BOTTOM
        axes = self.figure.add_axes((left / WIDTH, BOTTOM / HEIGHT, wide / WIDTH, high / HEIGHT))
        axes.set_axis_off()
        axes.set_xlim(self._scene.start, self._scene.end)
        axes.set_ylim(self._scene.bottom, self._scene.top)
        return axes

    def _at(self, at: float, used: float) -> tuple[float, float]:
        x, y = self._axes.transData.transform((at, used))
        return x / DOTS, y / DOTS

    def _line(
        self,
        at: Sequence[float],
        used: Sequence[float],
        colour: str,
        width: float,
        *,
        dashes: tuple[float, float] | None = None,
    ) -> None:
        self._axes.plot(
            at,
            used,
            color=colour,
            linewidth=_print(width),
            linestyle=(0, dashes) if dashes else "solid",
            solid_capstyle="round",
            solid_joinstyle="round",
        )

    def _dot(self, at: float, used: float, colour: str, radius: float) -> None:
        self._axes.plot(
            at,
            used,
            marker="o",
            markersize=_print(2 * radius),
            color=colour,
            markeredgecolor=GROUND,
            markeredgewidth=_print(1.5),
            clip_on=False,
        )

    def _write(
        self, x: float, y: float, text: str, size: float, colour: str, *, side: Side = "left"
    ) -> Text:
        """Write a text that starts, ends or is centred at a point, moved inside the picture."""
        written = self.figure.text(
            x,
            y,
            text,
            color=colour,
            fontsize=_print(size),
            fontfamily=self._families,
            horizontalalignment=side,
            verticalalignment="center",
            transform=self._points,
            parse_math=False,
        )
        box = self._box(written)
        written.set_x(x - (max(box.x1 - WIDTH + MARGIN, 0) or min(box.x0 - EDGE, 0)))
        return written

    def _write_if_free(
        self, x: float, y: float, text: str, size: float, colour: str, *, side: Side
    ) -> None:
        written = self._write(x, y, text, size, colour, side=side)
        box = self._box(written)
        if any(box.overlaps(other) for other in self._taken):
            written.remove()
        else:
            self._taken.append(box.padded(GAP / 4))

    def _box(self, text: Text) -> Bbox:
        return text.get_window_extent().transformed(self._points.inverted())
