"""What the pictures of the fastest growing spaces and the biggest folders show, worked out before
anything is drawn.

Pure, like :mod:`bot.charts.trend`: what looks the same has the same :attr:`Bars.digest`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.cards.escaping import clean
from bot.charts.trend import NAME
from bot.i18n import N_, Texts

LOOKS = 1
"""Changes with every change of how bars are painted: an old picture then has another name."""
MOST = 5
"""So many bars can be read on a phone."""
NEARLY_FULL = 0.9


@dataclass(frozen=True, slots=True)
class Growth:
    """A space that grew by so many bytes; ``ratio`` is how full it is, None without a limit."""

    name: str
    by: int
    ratio: float | None


@dataclass(frozen=True, slots=True)
class FolderHeld:
    """A folder that holds so many bytes; ``at_least`` where not all of it is known."""

    name: str
    bytes: int
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: ``length`` is its amount, the largest being 1; ``mood`` colours how ``full``."""

    name: str
    amount: str
    full: str
    length: float
    mood: str


@dataclass(frozen=True, slots=True)
class Bars:
    """All that is drawn, the fastest first."""

    title: str
    when: str
    bars: tuple[Bar, ...]

    @property
    def digest(self) -> str:
        """Name the picture by its content."""
        return sha256(f"{LOOKS} {self!r}".encode()).hexdigest()


def bars(growths: Sequence[Growth], begins: int, ends: int, texts: Texts) -> Bars:
    """Work out what to draw of what grew between two moments (milliseconds since 1970)."""
    shown = [each for each in growths if each.by > 0][:MOST]
    largest = max((each.by for each in shown), default=1)
    return Bars(
        texts.say(N_("Fastest growing")),
        texts.days(begins, ends, ends),
        tuple(_bar(each, largest, texts) for each in shown),
    )


def held_bars(name: str, folders: Sequence[FolderHeld], total: int, texts: Texts) -> Bars:
    """Work out what to draw of the folders of a space, the biggest first; ``total`` bytes are all
    that is known of it.
    """
    shown = [each for each in folders if each.bytes > 0][:MOST]
    largest = max((each.bytes for each in shown), default=1)
    return Bars(
        clean(name)[:NAME],
        texts.say(N_("Biggest folders")),
        tuple(
            Bar(
                name=clean(each.name)[:NAME],
                amount=f"{'≥ ' if each.at_least else ''}{texts.size(each.bytes)}",
                full=texts.percent(min(each.bytes / max(total, 1), 1.0)),
                length=round(each.bytes / largest, 3),
                mood="calm",
            )
            for each in shown
        ),
    )


def _bar(growth: Growth, largest: int, texts: Texts) -> Bar:
    ratio = growth.ratio
    return Bar(
        name=clean(growth.name)[:NAME],
        amount=f"+{texts.size(growth.by)}",
        full="" if ratio is None else texts.percent(ratio),
        length=round(growth.by / largest, 3),
        mood=_mood(ratio or 0.0),
    )


def _mood(ratio: float) -> str:
    if ratio >= 1:
        return "full"
    return "high" if ratio >= NEARLY_FULL else "calm"
