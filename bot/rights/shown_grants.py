"""Grants as a card lists them: kept with the card by ids alone."""

from dataclasses import dataclass
from typing import ClassVar

from bot.errors.grants import NoSuchGrant
from bot.language import is_number
from bot.rights.grant import Grant
from bot.rights.grant_notices import reference


@dataclass(frozen=True, slots=True)
class ShownGrants:
    """What was listed, in its order: each as a command names it."""

    rows_are: ClassVar[str] = "grants"
    ids: tuple[str, ...]


def shown_grants(grants: tuple[Grant, ...]) -> ShownGrants:
    """Give what a card keeps of some grants."""
    return ShownGrants(tuple(reference(each) for each in grants))


def renewed(last: object, grant: Grant) -> ShownGrants | None:
    """Give a list as it is once one of its grants has another end, so that its numbers still mean
    the same; None where that is in no list.
    """
    ids = last.ids if isinstance(last, ShownGrants) else ()
    now = reference(grant)
    known = now.partition("@")[0]
    if all(each.partition("@")[0] != known for each in ids):
        return None
    return ShownGrants(tuple(now if each.partition("@")[0] == known else each for each in ids))


@dataclass(frozen=True, slots=True)
class MeantGrant:
    """A grant that is meant; ``until`` is the end that was shown, empty where none was."""

    id: str
    until: str = ""


def meant_grant(asked: str, last: object) -> MeantGrant:
    """Read which grant is meant: by its number in the last list, or as a button names it.

    Raises NoSuchGrant.
    """
    listed = last.ids if isinstance(last, ShownGrants) else ()
    number = asked.removeprefix("#").strip()
    if is_number(number):
        place = int(number[:9])
        if not 0 < place <= len(listed):
            raise NoSuchGrant(asked, len(listed))
        asked = listed[place - 1]
    kind, _, rest = asked.partition(":")
    name, _, until = rest.partition("@")
    if kind != "grant" or not name:
        raise NoSuchGrant(asked, len(listed))
    return MeantGrant(name, until)
