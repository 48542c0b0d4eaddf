"""What is remembered of one space, how a look changes it, and what it adds to somebody's list.

Pure: no clock, no storage.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bot.drive.spaces import Listing, Space
from bot.quota.crossings import LOOKS, NOTHING_KNOWN, RuleState, Transition, judge
from bot.quota.history import LONG
from bot.quota.limits import Limits
from bot.quota.pace import Pace
from bot.quota.plan import Watched, usages_to_reach, watched
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR, MINUTE

BLIND: Final = HOUR
"""What was found without its usage is not looked at again sooner, in milliseconds."""

APART = 10 * MINUTE
"""Looks that are closer together teach no pace: people look when something has just changed."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A space, or the organisation's capacity, as anybody's looks have shown it.

    ``sample`` holds the last numbers that could be believed, at the time of the last look that gave
    any; ``first`` is when it was seen first (milliseconds since 1970). ``entries`` counts the
    samples that went into its history. ``changed`` is when its usage was seen to be another than
    before, 0 for never; ``same`` when both its numbers were found as they are now first, 0 for not
    known.

    Numbers are one thing, who may see them another: what the operator's looks have brought is
    ``watched``, ``since`` a moment that is 0 where it was from the first; what only others' looks
    have brought is shown to nobody who does not see it themselves. ``learnt`` holds the numbers
    that its pace was learnt from last, None where they are those of ``sample``. It was ``created``
    then (milliseconds since 1970), 0 where DingTalk did not say.
    """

    space_id: str
    name: str
    sample: Sample
    first: int
    pace: Pace = field(default_factory=Pace)
    known: RuleState = NOTHING_KNOWN
    entries: int = 0
    changed: int = 0
    same: int = 0
    watched: bool = True
    since: int = 0
    learnt: Sample | None = None
    created: int = 0

    @property
    def watched_since(self) -> int:
        """Since when it is watched."""
        return self.since or self.first

    @property
    def unchanged_since(self) -> int:
        """Since when its usage is the same, as far as it was watched."""
        return self.changed or self.first

    @property
    def missed(self) -> int:
        """The looks in a row that did not bring it."""
        return self.known.missed

    @property
    def blind_at(self) -> int | None:
        """When it was found without its usage, if no numbers have come since."""
        looked = self.known.looked
        return (
            looked if looked is not None and looked > self.sample.at and not self.missed else None
        )

    def is_silent(self, now: int) -> bool:
        """Tell whether DingTalk has not said for a day how much is used, though it was found."""
        return self.blind_at is not None and self.sample.at + DAY <= now

    def planned(self, limits: Limits) -> Watched:
        """Say what the planner needs."""
        levels = usages_to_reach(limits, self.sample.quota)
        due = watched(self.space_id, self.sample, levels, self.pace)
        at = self.blind_at
        return due if at is None else replace(due, last_seen=at, due=max(due.due, at + BLIND))


@dataclass(frozen=True, slots=True)
class Gone:
    """A space that is not there any more: its last numbers, and when that was known."""

    space_id: str
    name: str
    sample: Sample
    at: int


@dataclass(frozen=True, slots=True)
class Update:
    """What one look has changed; ``after`` is None for what is ``gone``, and not watched any more.

    ``sample`` goes into the history, unless it could not be believed.
    """

    before: Observation | None
    after: Observation | None
    sample: Sample | None = None
    transitions: tuple[Transition, ...] = ()
    gone: Gone | None = None

    @property
    def is_ripe(self) -> bool:
        """Tell whether so much was added to the history that it is time to thin it."""
        added = self.sample is not None and self.after is not None
        return added and self.seen.entries % LONG == 0

    @property
    def is_news(self) -> bool:
        """Tell whether there is something to be judged, and not only the age of the same numbers.

        An open level is always judged: it takes several looks to be left.
        """
        before, after = self.before, self.after
        if before is None or after is None or self.transitions or after.known.told:
            return True
        return _shown(before) != _shown(after)

    @property
    def seen(self) -> Observation:
        """The latest that is known of it."""
        seen = self.after or self.before
        if seen is None:
            raise ValueError("nothing was seen, before or after")
        return seen


def looked(
    before: Observation | None,
    found: Observation,
    limits: Limits,
    *,
    silenced: bool = False,
    watched: bool = True,
) -> Update | None:
    """Take in a look that gave numbers: ``found`` has its name and sample as they are now.

    A quota that DingTalk did not say is the one it said last. ``watched`` tells whether it was the
    operator's look. None for a look that was taken in before.
    """
    if before is not None and not found.sample.quota_known:
        found = replace(found, sample=_with_quota(found.sample, before.sample))
    sample, known = found.sample, before.known if before else NOTHING_KNOWN
    verdict = judge(known, sample, limits, sample.at, silenced=silenced)
    if verdict.known == known:
        return None
    # Others may see what the operator does not see any more, so their looks are none of theirs.
    missed = verdict.known.missed if watched else known.missed
    after = _after(before, found, replace(verdict.known, missed=missed))
    after = _seen_by(before, after, watched=watched)
    if verdict.known.sample != sample:
        return Update(before, after, None, verdict.transitions)
    if before is not None and after.learnt is not None and _size(before) == _size(after):
        return Update(before, after, None, verdict.transitions)
    return Update(before, replace(after, entries=after.entries + 1), sample, verdict.transitions)


def _after(before: Observation | None, found: Observation, known: RuleState) -> Observation:
    believed = known.sample
    if before is None or believed is None:
        return replace(found, sample=_held(found.sample), known=known)
    now = replace(believed, at=found.sample.at)
    base = before.learnt or before.sample
    learns = not 0 <= now.at - base.at < APART
    return replace(
        before,
        name=_name(before, found.name),
        sample=now,
        pace=before.pace.after(base, now) if learns else before.pace,
        known=known,
        changed=before.changed if now.used == before.sample.used else now.at,
        same=before.same if _numbers(now) == _numbers(before.sample) else now.at,
        learnt=None if learns else base,
        created=found.created or before.created,
    )


def _numbers(sample: Sample) -> tuple[int, int | None]:
    return sample.used, sample.quota


def blind(before: Observation, name: str, at: int) -> Update | None:
    """Take in a look at ``at`` that found it, but not how much is used: that judges nothing.

    None for a look that was taken in before.
    """
    if before.known.looked is not None and at <= before.known.looked:
        return None
    known = replace(before.known, looked=at, missed=0)
    return Update(before, replace(before, name=_name(before, name), known=known))


def _seen_by(before: Observation | None, after: Observation, *, watched: bool) -> Observation:
    """Note who looked: what is taken up later than it was known is watched since then."""
    if before is None:
        return replace(after, watched=watched)
    if before.watched or not watched:
        return replace(after, watched=before.watched, since=before.since)
    return replace(after, watched=True, since=after.sample.at)


def missing(before: Observation, limits: Limits, now: int) -> Update | None:
    """Take in a look that should have brought it and did not; the second in a row ends the watch.

    One look may leave out what is there: a page can be skipped and an id omitted. What somebody
    else has seen since the first of the two is there; the operator does not see it any more.
    """
    verdict = judge(before.known, None, limits, now)
    if verdict.known == before.known:
        return None
    after = replace(before, known=verdict.known)
    if verdict.known.missed < LOOKS:
        return Update(before, after, None, verdict.transitions)
    if before.sample.at >= (before.known.looked or 0):
        known = replace(verdict.known, missed=0)
        return Update(before, replace(after, known=known, watched=False), None, verdict.transitions)
    return gone(before, now, verdict.transitions)


def gone(before: Observation, now: int, transitions: tuple[Transition, ...] = ()) -> Update:
    """Take in that it is not there any more."""
    return Update(
        before, None, None, transitions, Gone(before.space_id, before.name, before.sample, now)
    )


def _shown(seen: Observation) -> tuple[object, ...]:
    return seen.name, seen.watched, seen.created, _size(seen)


def _size(seen: Observation) -> tuple[int, int | None, bool]:
    return seen.sample.used, seen.sample.quota, seen.sample.quota_known


def _held(sample: Sample) -> Sample:
    """Keep numbers that cannot be from counting as fullness, until some come that can."""
    return replace(sample, used=max(sample.used, 0))


def _with_quota(sample: Sample, before: Sample) -> Sample:
    return replace(sample, quota=before.quota, quota_known=before.quota_known)


def _name(before: Observation, name: str) -> str:
    """Keep the name that was known where DingTalk gave none, and its id stands in for it."""
    return before.name if name == before.space_id else name


def newest(listed: Listing, seen: Mapping[str, Observation], gone: Mapping[str, int]) -> Listing:
    """Give a list with the numbers and names there are by now, and without what is gone since.

    Numbers that it does not say are those that were said last, and say themselves how old they are:
    they make the rest no older. ``gone`` says when that was known, in milliseconds since 1970.
    """
    there = [each for each in listed.spaces if gone.get(each.id, 0) <= listed.at]
    newer = {
        each.id: seen[each.id]
        for each in there
        if each.id in seen and seen[each.id].sample.at > listed.at
    }
    spaces = tuple(
        renewed(each, newer[each.id]) if each.id in newer else completed(each, seen.get(each.id))
        for each in there
    )
    at = {each.id: newer[each.id].sample.at if each.id in newer else listed.at for each in spaces}
    ages = {each.id: each.said or at[each.id] for each in spaces}
    oldest = min((at[each.id] for each in spaces if each.said is None), default=listed.at)
    return Listing(spaces, oldest, listed.unread, ages, listed.read)


def renewed(space: Space, seen: Observation) -> Space:
    """Give a space with its newest numbers, under the name it has by now."""
    used, quota, known = seen.sample.used, seen.sample.quota, seen.sample.quota_known
    return replace(space, name=seen.name, used=used, quota=quota, quota_known=known, said=None)


def completed(space: Space, seen: Observation | None) -> Space:
    """Give a space with what was said of it last, where nothing is said now."""
    if seen is None or (space.used is not None and space.quota_known):
        return space
    last = seen.sample
    if not space.quota_known:
        space = replace(space, quota=last.quota, quota_known=last.quota_known)
    return space if space.used is not None else replace(space, used=last.used, said=last.at)
