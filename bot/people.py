"""Who is meant, where somebody is an argument: by mention, by userId, or by name.

People mentioned are those of ``atUsers``, whatever the text says of them. A name is known of whom
an admin named here, and of whoever said something to the bot lately; it is taken where exactly one
of them has it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from bot.access import Access
from bot.dingtalk.contacts import Contact
from bot.errors import AmbiguousPerson, NoSuchPerson, PlatformError, UserOutOfScope, UserUnknown
from bot.language import normalise
from bot.messages import Command

MOST_NAMES = 8
"""So many people are looked up for one card."""
ME = frozenset({"me", "myself", "我", "我自己", "本人"})
"""How whoever speaks calls themselves."""


class People:
    """Finds the people that somebody means."""

    def __init__(
        self,
        access: Access,
        who: Callable[[str], Awaitable[Contact]],
        user_of: Callable[[str], Awaitable[str]],
    ) -> None:
        """``who`` asks DingTalk for a person by userId, ``user_of`` for a userId by unionId."""
        self._access = access
        self._who = who
        self._user_of = user_of

    async def meant(self, command: Command, typed: str) -> tuple[str, ...]:
        """Give the userIds of all who were mentioned, else of the one whose name or id was typed.

        ``me`` is whoever says it. What is nobody's name may be a userId that only DingTalk knows.
        Raises NoSuchPerson for somebody mentioned without a userId and for several words that are
        nobody's name, and AmbiguousPerson.
        """
        if command.strangers:
            raise NoSuchPerson("", "stranger")
        if command.mentions:
            return command.mentions
        found = await self.called(typed)
        if not found and command.user_id and normalise(typed) in ME:
            return (command.user_id,)
        if len(found) > 1:
            raise AmbiguousPerson(typed, tuple(found.items()))
        if not found and len(typed.split()) != 1:
            raise NoSuchPerson(typed)
        return tuple(found) or (typed,)

    async def called(self, typed: str) -> dict[str, str]:
        """Give those whom a name or userId means, of all who are known here: name by userId."""
        named = {admin.user_id: admin.name for admin in await self._access.admins()}
        known = {**named, **await self._access.called(typed)}
        wanted = normalise(typed)
        return {
            user_id: name
            for user_id, name in known.items()
            if typed == user_id or wanted in {normalise(name), normalise(named.get(user_id, name))}
        }

    async def name(self, user_id: str) -> str:
        """Give what somebody is called, or the userId where nobody can tell."""
        try:
            return await self._access.nick(user_id) or (await self._who(user_id)).name or user_id
        except PlatformError:
            return user_id

    async def names(self, union_ids: Iterable[str]) -> dict[str, str]:
        """Give what people are called, by their unionIds; who cannot be found is left out."""
        wanted = sorted(set(filter(None, union_ids)))[:MOST_NAMES]
        found = await asyncio.gather(*map(self._name_of, wanted))
        return {each: name for each, name in zip(wanted, found, strict=True) if name}

    async def _name_of(self, union_id: str) -> str:
        try:
            user_id = await self._user_of(union_id)
        except PlatformError:
            return ""
        name = await self.name(user_id)
        return "" if name == user_id else name

    async def of_staff(self, user_ids: Iterable[str]) -> tuple[Contact, ...]:
        """Ask DingTalk for people; raises NoSuchPerson for the first that is not of the staff."""
        return tuple([await self._of_staff(user_id) for user_id in user_ids])

    async def _of_staff(self, user_id: str) -> Contact:
        name = await self._access.nick(user_id) or user_id
        try:
            return await self._who(user_id)
        except UserUnknown:
            raise NoSuchPerson(name) from None
        except UserOutOfScope:
            raise NoSuchPerson(name, "unseen") from None
