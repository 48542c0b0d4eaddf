"""Paints scenes: the trend of a space, and what has grown fastest."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch
from matplotlib.transforms import Bbox

from bot.charts.bars import Bar, Bars
from bot.charts.canvas import (
    DOTS,
    FULL,
    GAP,
    GRID,
    GROUND,
    HEIGHT,
    INK,
    MARGIN,
    REACHED,
    SOFT,
    USED,
    WIDTH,
    Canvas,
    Fonts,
    Side,
    printed,
)
from bot.charts.trend import Goal, Mark, Scene

GUTTER = 46
"""Room for the labels of levels, at the left."""
TOP = 40
"""Where the drawing begins, from above."""
FOOT, BOTTOM = 15, 28
"""The line of the dates, and where the drawing ends, from below."""

FIRST_BAR = 56
"""The line of the first name, from above."""
BAR_ROW = 36
"""From one name to the next."""
BAR_BELOW = 14
"""From a name to the middle of its bar."""
LAST_BAR = 30
"""From the last name to the edge."""
BAR_THICK = 6
BAR_LEAST = 6
"""Even the shortest bar is a dot."""
BAR_SHARE = 42
"""Room for how full it is, at the right."""

BAR_COLOURS = {"full": FULL, "high": REACHED, "calm": SOFT}


class MatplotlibPainter:
    """Knows the fonts, and paints."""

    def __init__(self, family: str) -> None:
        """Write in a font of this family, if there is one; see :class:`bot.charts.canvas.Fonts`."""
        self._fonts = Fonts(family)

    @property
    def has_font(self) -> bool:
        return self._fonts.has_wanted

    def paint(self, scene: Scene | Bars) -> bytes:
        """Give a PNG; the same scene gives the same bytes, as long as the fonts are the same."""
        if isinstance(scene, Bars):
            return _paint_bars(scene, self._fonts)
        return _paint_trend(scene, self._fonts)


def _paint_trend(scene: Scene, fonts: Fonts) -> bytes:
    canvas = _Trend(scene, fonts.families)
    canvas.head(fonts.drawable(scene.name), scene.amount)
    canvas.draw_marks()
    canvas.draw_today()
    canvas.draw_future()
    canvas.draw_past()
    canvas.draw_ticks()
    return canvas.png()


def _colour(mark: Mark) -> str:
    if mark.full:
        return FULL
    return REACHED if mark.reached else SOFT


class _Trend(Canvas):
    """A trend while it is painted."""

    def __init__(self, scene: Scene, families: Sequence[str]) -> None:
        super().__init__(families)
        self._scene = scene
        self._taken: list[Bbox] = []
        self._axes = self._frame()

    def draw_marks(self) -> None:
        """Draw every level, and write the labels that find room, the important ones first."""
        for mark in self._scene.marks:
            colour = _colour(mark)
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
        self.write(x, y + 13, goal.label, 12, FULL, side="center")

    def _label_ends(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Write where the line is not: it climbs from above its beginning to below its end."""
        climbs = last[1] >= first[1]
        x, y = self._at(*last)
        aside = GAP / 2 if not climbs else -GAP / 2
        self.write(x + aside, y + 12, self._scene.last, 14, INK, side="right" if climbs else "left")
        x, y = self._at(*first)
        self.write(x, y - 12 if climbs else y + 12, self._scene.first, 12, SOFT)

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
            linewidth=printed(width),
            linestyle=(0, dashes) if dashes else "solid",
            solid_capstyle="round",
            solid_joinstyle="round",
        )

    def _dot(self, at: float, used: float, colour: str, radius: float) -> None:
        self._axes.plot(
            at,
            used,
            marker="o",
            markersize=printed(2 * radius),
            color=colour,
            markeredgecolor=GROUND,
            markeredgewidth=printed(1.5),
            clip_on=False,
        )

    def _write_if_free(
        self, x: float, y: float, text: str, size: float, colour: str, *, side: Side
    ) -> None:
        written = self.write(x, y, text, size, colour, side=side)
        box = self.box(written)
        if any(box.overlaps(other) for other in self._taken):
            written.remove()
        else:
            self._taken.append(box.padded(GAP / 4))


def _paint_bars(bars: Bars, fonts: Fonts) -> bytes:
    """Give a PNG; the same bars give the same bytes, as long as the fonts are the same."""
    height = FIRST_BAR + (len(bars.bars) - 1) * BAR_ROW + LAST_BAR
    canvas = _Ladder(fonts.families, height)
    canvas.head(bars.title, bars.when)
    for place, bar in enumerate(bars.bars):
        canvas.draw(bar, fonts.drawable(bar.name), height - FIRST_BAR - place * BAR_ROW)
    return canvas.png()


class _Ladder(Canvas):
    """Bars while they are painted, one below the other."""

    def draw(self, bar: Bar, name: str, y: float) -> None:
        """Write a name and its numbers, and draw its bar below."""
        self.write(WIDTH - MARGIN, y, bar.full, 12, BAR_COLOURS[bar.mood], side="right")
        amount = self.write(WIDTH - MARGIN - BAR_SHARE, y, bar.amount, 13, INK, side="right")
        self.write_cut(MARGIN, y, name, 13, self.box(amount).x0 - GAP - MARGIN)
        wide = WIDTH - 2 * MARGIN
        self._strip(y - BAR_BELOW, wide, GRID)
        self._strip(y - BAR_BELOW, max(bar.length * wide, BAR_LEAST), USED)

    def _strip(self, y: float, wide: float, colour: str) -> None:
        """Draw a bar with round ends."""
        round_ = f"round,pad=0,rounding_size={BAR_THICK / 2}"
        corner = (MARGIN, y - BAR_THICK / 2)
        shape = FancyBboxPatch(
            corner, wide, BAR_THICK, boxstyle=round_, linewidth=0, facecolor=colour
        )
        shape.set_transform(self.points)
        self.figure.add_artist(shape)
