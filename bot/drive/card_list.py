"""The list a card shows: kept with the card, so that pages and numbers need no call."""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar, runtime_checkable

from bot.drive.spaces import Space

PAGE = 8
"""Rows on one page."""
READ_MILLIS = 10 * 60 * 1000
"""So long what somebody was given is shown them again; after that they may have lost it."""


def is_over(read: int, now: int) -> bool:
    """Whether what was ``read`` then (milliseconds since 1970; 0 where that was not kept) has to be
    asked for again. A time that lies ahead was told by another clock.
    """
    return abs(now - read) >= READ_MILLIS


@runtime_checkable
class Numbered(Protocol):
    """Anything kept with a card whose rows people may name by their numbers."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The spaceIds in the order of their numbers."""


@dataclass(frozen=True, slots=True)
class ShownRows:
    """The spaces that a card names in an order without being a list that is turned over."""

    ids: tuple[str, ...]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


S = TypeVar("S", bound=_HasId)


class Paged(Generic[S]):
    """Turns ``spaces`` over in pages; a kind of list adds both as fields, ``page`` from 1."""

    __slots__ = ()

    spaces: tuple[S, ...]
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.spaces) // PAGE))

    def reaches(self, page: int, *, more: bool) -> bool:
        """Tell whether a page is full, or the last of all, where there may be ``more`` behind."""
        return not more or len(self.spaces) >= page * PAGE

    @property
    def first(self) -> int:
        """The number of the first row on this page."""
        return (self.page - 1) * PAGE + 1

    @property
    def rows(self) -> tuple[S, ...]:
        return self.spaces[self.first - 1 : self.first - 1 + PAGE]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(space.id for space in self.spaces)


@dataclass(frozen=True, slots=True)
class ShownList(Paged[Space]):
    """A whole ordered list and the page that is shown.

    ``words`` is what it was narrowed by as it was typed, ``at`` the age of its numbers in
    milliseconds since 1970, ``page`` counts from 1. Numbers run through all pages. ``unread``
    counts the spaces that could not be read, ``unjudged`` those of which it is not known whether
    they belong here, ``called`` those with all these words in their name. DingTalk has given it to
    its asker when it was ``read`` (milliseconds since 1970): in answer to the ``asked`` ids, with
    ``more`` to be asked for, or in their own list, which is named where it is ``listed`` earlier.
    """

    spaces: tuple[Space, ...]
    words: str
    at: int
    page: int = 1
    unread: int = 0
    read: int = 0
    unjudged: int = 0
    called: int = 0
    asked: tuple[str, ...] = ()
    more: bool = False
    listed: int = 0
