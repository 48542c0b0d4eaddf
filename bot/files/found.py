"""What was found wherever it lies, kept for whoever looked: apart from all others, and not long."""

import hashlib
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from bot.storage import Store

KEPT_MILLIS: Final = 10 * 60 * 1000
"""So long what somebody was given is shown them again; after that they may have lost it."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: ``words`` of names; in a space by its id, by people by their userIds,
    made ``since`` then and before ``until`` (milliseconds since 1970), each none for any.
    Of what is found only what fits all that is said in ``also`` counts, empty for any.
    ``by_names`` says that all names of that space are read for them, without DingTalk's search.
    """

    words: str
    space_id: str = ""
    people: tuple[str, ...] = ()
    since: int | None = None
    by_names: bool = False
    until: int | None = None
    also: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A file or folder that was found. What DingTalk did not say is empty, or None.

    ``place`` is its path, from a search with the name of its space; ``changed`` is in milliseconds
    since 1970. The search gives no ids but the uuid.
    """

    uuid: str
    name: str
    modifier: str = ""
    changed: int | None = None
    place: str = ""
    space_id: str = ""
    id: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return self.uuid or f"{self.space_id}/{self.id}"

    @property
    def above(self) -> str:
        """Give where it lies: its path without its own name, which stands beside it."""
        path = f"/{self.place.strip('/')}"
        return path.removesuffix(f"/{self.name}").strip("/")


@dataclass(frozen=True, slots=True)
class Hits:
    """The first so many; ``following``, ``read`` and ``unread`` as a Listing has them."""

    query: Query
    hits: tuple[Hit, ...]
    following: str
    read: int
    unread: int = 0

    def get(self, key: str) -> Hit | None:
        """Give the one of this key."""
        return next((each for each in self.hits if each.key == key), None)


_STORED: TypeAdapter[Hits] = TypeAdapter(Hits)


class Findings:
    """Keeps what each person has found."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _key(self, viewer: str, query: Query) -> str:
        name = f"{viewer}\n{query!r}"
        return self._store.key("found", hashlib.sha256(name.encode()).hexdigest()[:32])

    async def get(self, viewer: str, query: Query) -> Hits | None:
        """Give what is kept; None for nothing."""
        key = self._key(viewer, query)
        return self._store.read(_STORED, await self._store.get(key), key)

    async def keep(self, viewer: str, hits: Hits) -> None:
        key = self._key(viewer, hits.query)
        await self._store.redis.set(key, _STORED.dump_json(hits), px=KEPT_MILLIS)
        self._store.touched(key)
