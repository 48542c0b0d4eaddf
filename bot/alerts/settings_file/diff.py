"""What a file would change about who is told: compared, shown, and only then done.

Which conversation is a group, its title and whom a single chat is with are DingTalk's to say: a
file is believed there only about conversations that are told nothing yet. Every space that a
conversation would be told of is named, so that whoever confirms has seen whose names and usage will
be seen there.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.alerts.settings_file.format import MISSING, Wanted, lines_of, said_of, wish_of
from bot.alerts.settings_file.rule_changes import RuleChange
from bot.alerts.settings_file.sides import Sides
from bot.alerts.subscription import Subscription
from bot.errors.files import BadFile, Problem
from bot.i18n import N_
from bot.quota.samples import ORGANISATION

WISHES: Final = (
    "spaces",
    "levels",
    "quiet",
    "holidays",
    "worked",
    "china",
    "patience",
    "muted_until",
    "digest",
    "alerts",
    "language",
)
"""The members of a subscription that are somebody's wish, in the order in which they are shown."""

ANOTHER_KIND = N_("This does not match the conversation in DingTalk.")


@dataclass(frozen=True, slots=True)
class SubscriptionChange(Sides[Subscription]):
    """One conversation as it is told now and as it would be; None is not at all."""

    before: Subscription | None
    after: Subscription | None

    @property
    def subscription(self) -> Subscription:
        """The conversation, and whom a single chat is with, as far as is known."""
        return self.before or self.known

    @property
    def fields(self) -> tuple[str, ...]:
        """The wishes that differ."""
        before, after = self.before, self.after
        if before is None or after is None:
            return WISHES
        return tuple(name for name in WISHES if getattr(before, name) != getattr(after, name))

    @property
    def basis(self) -> str:
        """Name what it is a change of: another name means that somebody has changed it since."""
        return basis_of(self.before)

    def onto(self, now: Subscription | None, by: str, whose: str, at: int) -> Subscription:
        """Give the subscription as it becomes, for which ``by`` answers, the userId ``whose``.

        A digest that is new counts from now on, so that none is sent late for the time before.
        """
        if self.after is None:
            raise TypeError("a removal leaves nothing")
        base = now or self.after
        wishes = {name: getattr(self.after, name) for name in WISHES}
        if self.after.digest is not None:
            kept = base.digest is not None and replace(base.digest, last=0) == self.after.digest
            wishes["digest"] = base.digest if now and kept else replace(self.after.digest, last=at)
        return replace(base, **wishes, by=by, whose=whose, ended=0, at=at)


@dataclass(frozen=True, slots=True)
class Difference:
    """What would change; ``theirs`` are members' own, which stay, ``same`` and ``same_rules`` count
    conversations and rules that would not.

    What the file names is by that all decided: nothing else changes.
    """

    changes: tuple[SubscriptionChange, ...]
    theirs: tuple[Subscription, ...]
    same: int
    rules: tuple[RuleChange, ...] = ()
    same_rules: int = 0

    @property
    def every(self) -> tuple[SubscriptionChange | RuleChange, ...]:
        """All changes, of conversations and of rules."""
        return (*self.changes, *self.rules)

    @property
    def added(self) -> int:
        return sum(each.is_new for each in self.every)

    @property
    def removed(self) -> int:
        return sum(each.is_gone for each in self.every)

    @property
    def changed(self) -> int:
        return sum(each.is_kept for each in self.every)

    @property
    def mark(self) -> str:
        """Name it: another name means that something else would change than was shown."""
        lines = [line for change in self.changes for line in _lines(change)]
        return _mark([*lines, *(line for change in self.rules for line in change.lines)])

    @property
    def bases(self) -> dict[str, str]:
        """What each change of a conversation is a change of, by openConversationId."""
        return {each.subscription.conversation.id: each.basis for each in self.changes}


def basis_of(wish: Subscription | None) -> str:
    """Name what a conversation is told, as far as a file can say it; "" is nothing."""
    return "" if wish is None else _mark(lines_of(wish, {}, "UTC"))


def difference(
    subscriptions: Mapping[str, Subscription], wanted: Sequence[Wanted], now: int
) -> Difference:
    """Compare; raises BadFile when the file contradicts what DingTalk says of a conversation."""
    known = [(each, subscriptions.get(each.subscription.conversation.id)) for each in wanted]
    problems = [problem for each, there in known for problem in _problems(each, there)]
    if problems:
        raise BadFile(tuple(problems))
    ours = [(each, there) for each, there in known if there is None or not there.personal]
    changes = tuple(_changes(ours, now))
    theirs = tuple(there for _, there in known if there is not None and there.personal)
    return Difference(changes, theirs, len(ours) - len(changes))


def _changes(
    known: Iterable[tuple[Wanted, Subscription | None]], now: int
) -> Iterator[SubscriptionChange]:
    for each, there in known:
        before = wish_of(there, now) if there and not there.ended else None
        change = SubscriptionChange(
            before, None if each.removed else wish_of(each.subscription, now)
        )
        if before != change.after and change.fields:
            yield change


def _problems(each: Wanted, there: Subscription | None) -> Iterator[Problem]:
    said = each.subscription
    if there is not None:
        kind, user = there.conversation.kind, there.user_id
        if said.conversation.kind not in {"", kind}:
            yield Problem(each.line, "kind", said.conversation.kind, ANOTHER_KIND)
        if said.user_id not in {None, user}:
            yield Problem(each.line, "user", said.user_id or "", ANOTHER_KIND)
    elif not each.removed:
        if not said.conversation.kind:
            yield Problem(each.line, "kind", "", MISSING)
        if said.conversation.kind == "single" and said.user_id is None:
            yield Problem(each.line, "user", "", MISSING)


def _mark(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:16]


def _lines(change: SubscriptionChange) -> Iterator[str]:
    for side in (change.before, change.after):
        yield "---"
        if side is not None:
            yield from lines_of(side, {}, "UTC")


PAGE: Final = 6
"""Rows on one page; with the longest names that is what a card holds."""
TOGETHER: Final = 3
"""Spaces that are named in one row."""

Kind = Literal[
    "added", "changed", "removed", "all", "none", "only", "gained", "lost", "wish", "rule"
]

HEADINGS: Final = frozenset({"added", "changed", "removed", "rule"})
LABELS: Final[Mapping[str, str]] = {
    "levels": N_("Alert levels"),
    "quiet": N_("Quiet hours"),
    "holidays": N_("Days off"),
    "worked": N_("Working days"),
    "china": N_("China's holidays"),
    "patience": N_("Reminder after"),
    "muted_until": N_("Mute until"),
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
    those that are left of ``all``. ``what`` is a wish's label, ``wish`` its name; ``before`` and
    ``after`` are as a file says it, empty where it says nothing, of what was and what ``becomes``.
    Of a ``rule`` nothing else is said.
    """

    kind: Kind
    name: str = ""
    single: bool = False
    known: bool = True
    spaces: tuple[Named, ...] = ()
    what: str = ""
    before: str = ""
    after: str = ""
    wish: str = ""
    was: Subscription | None = None
    becomes: Subscription | None = None
    rule: RuleChange | None = None

    @property
    def is_heading(self) -> bool:
        return self.kind in HEADINGS


@dataclass(frozen=True, slots=True)
class ShownNames:
    """What is known here: names of spaces, nicks of people, conversations, and the time zone."""

    spaces: Mapping[str, str]
    nicks: Mapping[str, str]
    conversations: frozenset[str]
    zone: str


def rows_of(difference: Difference, names: ShownNames) -> tuple[Row, ...]:
    """Give all rows, in the order of the file."""
    rows = (row for change in difference.changes for row in _rows(change, names))
    return (*rows, *(Row("rule", rule=each) for each in difference.rules))


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


def fact_of(subscription: Subscription | None, fields: Iterable[str], zone: str) -> str:
    """Say some wishes of a subscription in a few words of data, as the audit trail keeps them."""
    if subscription is None:
        return ""
    spaces = "all" if subscription.spaces is None else len(subscription.spaces)
    said = {"spaces": str(spaces), **said_of(subscription, zone)}
    return "; ".join(f"{name}={said[name]}" for name in fields if name in said)


def title_of(subscription: Subscription, nicks: Mapping[str, str]) -> str:
    """Name a conversation: its title, whom it is with, or its id."""
    user = subscription.user_id or ""
    return (
        subscription.conversation.title
        or nicks.get(user, "")
        or user
        or subscription.conversation.id
    )


def _rows(change: SubscriptionChange, names: ShownNames) -> Iterator[Row]:
    here = change.subscription
    kind: Kind = "changed"
    if change.before is None:
        kind = "added"
    elif change.after is None:
        kind = "removed"
    yield Row(
        kind,
        title_of(here, names.nicks),
        single=not here.conversation.is_group,
        known=kind != "added" or here.conversation.id in names.conversations,
    )
    if change.after is not None:
        yield from _space_rows(change.before, change.after, names)
        yield from _wish_rows(change, change.after, names.zone)


def _space_rows(
    before: Subscription | None, after: Subscription, names: ShownNames
) -> Iterator[Row]:
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
    yield from _named("gained", after.spaces - had, names)
    yield from _named("lost", had - after.spaces, names)


def _named(kind: Kind, space_ids: frozenset[str], names: ShownNames) -> Iterator[Row]:
    spaces = [Named(each, names.spaces.get(each, "")) for each in sorted(space_ids)]
    for first in range(0, len(spaces), TOGETHER):
        yield Row(kind, spaces=tuple(spaces[first : first + TOGETHER]))


def _wish_rows(change: SubscriptionChange, after: Subscription, zone: str) -> Iterator[Row]:
    was = said_of(change.before, zone) if change.before else {}
    becomes = said_of(after, zone)
    for name, what in LABELS.items():
        if was.get(name) != becomes.get(name):
            yield Row(
                "wish",
                what=what,
                before=was.get(name, ""),
                after=becomes.get(name, ""),
                wish=name,
                was=change.before,
                becomes=after,
            )
