"""Puts the newest numbers into somebody's list, which says only what they see. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from bot.drive.spaces import Listing, Space
from bot.quota.seen import Seen


def newest(listed: Listing, seen: Mapping[str, Seen], gone: Mapping[str, int]) -> Listing:
    """Give a list with the numbers and names there are by now, and without what is gone since.

    ``gone`` says when that was known, in milliseconds since 1970.
    """
    there = [each for each in listed.spaces if gone.get(each.id, 0) <= listed.at]
    newer = {
        each.id: seen[each.id]
        for each in there
        if each.id in seen and seen[each.id].sample.at > listed.at
    }
    ages = {each.id: newer[each.id].sample.at if each.id in newer else listed.at for each in there}
    spaces = tuple(renewed(each, newer[each.id]) if each.id in newer else each for each in there)
    return Listing(spaces, min(ages.values(), default=listed.at), listed.unread, ages)


def renewed(space: Space, seen: Seen) -> Space:
    """Give a space with its newest numbers, under the name it has by now."""
    used, quota, known = seen.sample.used, seen.sample.quota, seen.sample.quota_known
    return replace(space, name=seen.name, used=used, quota=quota, quota_known=known)
