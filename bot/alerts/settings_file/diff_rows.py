"""The difference a file would make, as rows that people read before they say yes.

Every space that a conversation would be told of is named, so that whoever confirms has seen whose
names and usage will be seen there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bot.alerts.placement import Placement
from bot.alerts.settings_file.diff import Change, Difference
from bot.alerts.settings_file.format import said_of
from bot.i18n import N_
from bot.quota.samples import ORGANISATION

PAGE: Final = 6
"""Rows on one page; with the longest names that is what a card holds."""
TOGETHER: Final = 3
"""Spaces that are named in one row."""

Kind = Literal["added", "changed", "removed", "all", "none", "only", "gained", "lost", "wish"]

HEADINGS: Final = frozenset({"added", "changed", "removed"})
LABELS: Final[Mapping[str, str]] = {
    "levels": N_("Levels"),
    "quiet": N_("Quiet hours"),
    "holidays": N_("Holidays"),
    "worked": N_("Worked all the same"),
    "china": N_("China's days off"),
    "patience": N_("Time to act"),
    "muted_until": N_("Muted until"),
    "digest": N_("Digest"),
    "alerts": N_("Alerts"),
    "language": N_("Language"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A space as somebody may know it; ``name`` is empty where nobody here does."""

    id: str
    name: str = ""

    @property
    def is_organisation(self) -> bool:
        return self.id == ORGANISATION


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation (``added``, ``changed``, ``removed``), or a fact about the one above.

    ``name`` is its title, or the nick of whom it is with; ``known`` tells whether it was ever heard
    of here. ``spaces`` are those that it is told of from then on, or no more; ``only`` comes before
    those that are left of ``all``. ``what`` is a wish's label; ``before`` and ``after`` are as a
    file says it, empty where it says nothing.
    """

    kind: Kind
    name: str = ""
    single: bool = False
    known: bool = True
    spaces: tuple[Named, ...] = ()
    what: str = ""
    before: str = ""
    after: str = ""

    @property
    def is_heading(self) -> bool:
        return self.kind in HEADINGS


@dataclass(frozen=True, slots=True)
class Known:
    """What is known here: names of spaces, nicks of people, conversations, and the time zone."""

    spaces: Mapping[str, str]
    nicks: Mapping[str, str]
    conversations: frozenset[str]
    zone: str


def rows_of(difference: Difference, known: Known) -> tuple[Row, ...]:
    """Give all rows, in the order of the file."""
    return tuple(row for change in difference.changes for row in _rows(change, known))


def pages_of(rows: Iterable[Row]) -> tuple[tuple[Row, ...], ...]:
    """Part rows into pages; one that begins with facts names again whose they are."""
    pages: list[list[Row]] = []
    heading: Row | None = None
    for row in rows:
        if row.is_heading:
            heading = row
        if not pages or len(pages[-1]) == PAGE:
            pages.append([] if row is heading or heading is None else [heading])
        pages[-1].append(row)
    return tuple(map(tuple, pages))


def fact_of(placement: Placement | None, fields: Iterable[str], zone: str) -> str:
    """Say some wishes of a placement in a few words of data, as the audit trail keeps them."""
    if placement is None:
        return ""
    spaces = "all" if placement.spaces is None else len(placement.spaces)
    said = {"spaces": str(spaces), **said_of(placement, zone)}
    return "; ".join(f"{name}={said[name]}" for name in fields if name in said)


def title_of(placement: Placement, nicks: Mapping[str, str]) -> str:
    """Name a conversation: its title, whom it is with, or its id."""
    user = placement.user_id or ""
    return placement.conversation.title or nicks.get(user, "") or user or placement.conversation.id


def _rows(change: Change, known: Known) -> Iterator[Row]:
    here = change.placement
    kind: Kind = "changed"
    if change.before is None:
        kind = "added"
    elif change.after is None:
        kind = "removed"
    yield Row(
        kind,
        title_of(here, known.nicks),
        single=not here.conversation.is_group,
        known=kind != "added" or here.conversation.id in known.conversations,
    )
    if change.after is not None:
        yield from _space_rows(change.before, change.after, known)
        yield from _wish_rows(change, change.after, known.zone)


def _space_rows(before: Placement | None, after: Placement, known: Known) -> Iterator[Row]:
    if before is not None and before.spaces == after.spaces:
        return
    if after.spaces is None:
        yield Row("all")
        return
    had = (before.spaces if before else None) or frozenset()
    if not after.spaces:
        yield Row("none")
    elif before is not None and before.spaces is None:
        yield Row("only")
    yield from _named("gained", after.spaces - had, known)
    yield from _named("lost", had - after.spaces, known)


def _named(kind: Kind, space_ids: frozenset[str], known: Known) -> Iterator[Row]:
    spaces = [Named(each, known.spaces.get(each, "")) for each in sorted(space_ids)]
    for first in range(0, len(spaces), TOGETHER):
        yield Row(kind, spaces=tuple(spaces[first : first + TOGETHER]))


def _wish_rows(change: Change, after: Placement, zone: str) -> Iterator[Row]:
    was = said_of(change.before, zone) if change.before else {}
    becomes = said_of(after, zone)
    for name, what in LABELS.items():
        if was.get(name) != becomes.get(name):
            yield Row("wish", what=what, before=was.get(name, ""), after=becomes.get(name, ""))
