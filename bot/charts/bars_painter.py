"""Paints what has grown fastest: a name, how much it grew and how full it is, and a bar."""

from matplotlib.patches import FancyBboxPatch

from bot.charts.bars import Bar, Bars
from bot.charts.canvas import (
    FULL,
    GAP,
    GRID,
    INK,
    MARGIN,
    REACHED,
    SOFT,
    USED,
    WIDTH,
    Fonts,
    Sheet,
)

FIRST = 56
"""The line of the first name, from above."""
ROW = 36
"""From one name to the next."""
BELOW = 14
"""From a name to the middle of its bar."""
FOOT = 30
"""From the last name to the edge."""
THICK = 6
LEAST = 6
"""Even the shortest bar is a dot."""
SHARE = 42
"""Room for how full it is, at the right."""

COLOURS = {"full": FULL, "high": REACHED, "calm": SOFT}


def paint_bars(bars: Bars, fonts: Fonts) -> bytes:
    """Give a PNG; the same bars give the same bytes, as long as the fonts are the same."""
    height = FIRST + (len(bars.bars) - 1) * ROW + FOOT
    sheet = _Ladder(fonts.families, height)
    sheet.head(bars.title, bars.when)
    for place, bar in enumerate(bars.bars):
        sheet.draw(bar, fonts.drawable(bar.name), height - FIRST - place * ROW)
    return sheet.png()


class _Ladder(Sheet):
    """Bars while they are painted, one below the other."""

    def draw(self, bar: Bar, name: str, y: float) -> None:
        """Write a name and its numbers, and draw its bar below."""
        self.write(WIDTH - MARGIN, y, bar.full, 12, COLOURS[bar.mood], side="right")
        amount = self.write(WIDTH - MARGIN - SHARE, y, bar.amount, 13, INK, side="right")
        self.write_cut(MARGIN, y, name, 13, self.box(amount).x0 - GAP - MARGIN)
        wide = WIDTH - 2 * MARGIN
        self._strip(y - BELOW, wide, GRID)
        self._strip(y - BELOW, max(bar.length * wide, LEAST), USED)

    def _strip(self, y: float, wide: float, colour: str) -> None:
        """Draw a bar with round ends."""
        round_ = f"round,pad=0,rounding_size={THICK / 2}"
        corner = (MARGIN, y - THICK / 2)
        shape = FancyBboxPatch(corner, wide, THICK, boxstyle=round_, linewidth=0, facecolor=colour)
        shape.set_transform(self.points)
        self.figure.add_artist(shape)
