"""Puts the newest numbers into somebody's list, which says only what they see. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from bot.drive.spaces import Listing, Space
from bot.quota.observations.model import Seen


def newest(listed: Listing, seen: Mapping[str, Seen], gone: Mapping[str, int]) -> Listing:
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
    return Listing(spaces, oldest, listed.unread, ages)


def renewed(space: Space, seen: Seen) -> Space:
    """Give a space with its newest numbers, under the name it has by now."""
    used, quota, known = seen.sample.used, seen.sample.quota, seen.sample.quota_known
    return replace(space, name=seen.name, used=used, quota=quota, quota_known=known, said=None)


def completed(space: Space, seen: Seen | None) -> Space:
    """Give a space with what was said of it last, where nothing is said now."""
    if seen is None or (space.used is not None and space.quota_known):
        return space
    last = seen.sample
    if not space.quota_known:
        space = replace(space, quota=last.quota, quota_known=last.quota_known)
    return space if space.used is not None else replace(space, used=last.used, said=last.at)
