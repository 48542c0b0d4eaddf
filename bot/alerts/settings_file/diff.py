"""What a file would change about who is told: compared, shown, and only then done.

Which conversation is a group, its title and whom a single chat is with are DingTalk's to say: a
file is believed there only about conversations that are told nothing yet.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.alerts.placement import Placement
from bot.alerts.settings_file.format import MISSING, Wanted, lines_of, wish_of
from bot.errors.files import BadFile, Problem
from bot.i18n import N_

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
"""The members of a placement that are somebody's wish, in the order in which they are shown."""

ANOTHER_KIND = N_("DingTalk says otherwise of this conversation.")


@dataclass(frozen=True, slots=True)
class Change:
    """One conversation as it is told now and as it would be; None is not at all."""

    before: Placement | None
    after: Placement | None

    @property
    def placement(self) -> Placement:
        """The conversation, and whom a single chat is with, as far as is known."""
        known = self.before or self.after
        if known is None:
            raise TypeError("a change of nothing")
        return known

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_gone(self) -> bool:
        return self.after is None

    @property
    def is_kept(self) -> bool:
        return not self.is_new and not self.is_gone

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

    def onto(self, now: Placement | None, by: str, at: int) -> Placement:
        """Give the placement as it becomes, for which ``by`` is responsible since ``at``.

        A digest that is new counts from now on, so that none is sent late for the time before.
        """
        if self.after is None:
            raise TypeError("a removal leaves nothing")
        base = now or self.after
        wishes = {name: getattr(self.after, name) for name in WISHES}
        if self.after.digest is not None:
            kept = base.digest is not None and replace(base.digest, last=0) == self.after.digest
            wishes["digest"] = base.digest if now and kept else replace(self.after.digest, last=at)
        return replace(base, **wishes, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Difference:
    """What would change; ``theirs`` are members' own, which stay, ``same`` counts what would not.

    What the file names is by that all decided: nothing else changes.
    """

    changes: tuple[Change, ...]
    theirs: tuple[Placement, ...]
    same: int

    @property
    def added(self) -> int:
        return sum(each.is_new for each in self.changes)

    @property
    def removed(self) -> int:
        return sum(each.is_gone for each in self.changes)

    @property
    def changed(self) -> int:
        return sum(each.is_kept for each in self.changes)

    @property
    def mark(self) -> str:
        """Name it: another name means that something else would change than was shown."""
        return _mark(line for change in self.changes for line in _lines(change))

    @property
    def bases(self) -> dict[str, str]:
        """What each change is a change of, by openConversationId."""
        return {each.placement.conversation.id: each.basis for each in self.changes}


def basis_of(wish: Placement | None) -> str:
    """Name what a conversation is told, as far as a file can say it; "" is nothing."""
    return "" if wish is None else _mark(lines_of(wish, {}, "UTC"))


def difference(
    placements: Mapping[str, Placement], wanted: Sequence[Wanted], now: int
) -> Difference:
    """Compare; raises BadFile when the file contradicts what DingTalk says of a conversation."""
    known = [(each, placements.get(each.placement.conversation.id)) for each in wanted]
    problems = [problem for each, there in known for problem in _problems(each, there)]
    if problems:
        raise BadFile(tuple(problems))
    ours = [(each, there) for each, there in known if there is None or not there.personal]
    changes = tuple(_changes(ours, now))
    theirs = tuple(there for _, there in known if there is not None and there.personal)
    return Difference(changes, theirs, len(ours) - len(changes))


def _changes(known: Iterable[tuple[Wanted, Placement | None]], now: int) -> Iterator[Change]:
    for each, there in known:
        before = wish_of(there, now) if there else None
        change = Change(before, None if each.removed else wish_of(each.placement, now))
        if before != change.after and change.fields:
            yield change


def _problems(each: Wanted, there: Placement | None) -> Iterator[Problem]:
    said = each.placement
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


def _lines(change: Change) -> Iterator[str]:
    for side in (change.before, change.after):
        yield "---"
        if side is not None:
            yield from lines_of(side, {}, "UTC")
