"""What a handler may use, and nothing else."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from bot.access import Access, Organisation, Place, Role
from bot.alerts.elsewhere import none_here
from bot.alerts.memory import Situation
from bot.alerts.service import Alerts
from bot.alerts.settings_file.archive import SettingsFiles
from bot.alerts.subscription import Subscription
from bot.alerts.trends import Trends
from bot.audit import DONE, Audit, Entry
from bot.budget import Governor, Prices
from bot.cards import Card
from bot.conversations import Conversations
from bot.digests.service import DigestService
from bot.dingtalk.contacts import Contact
from bot.drive.capacity import Capacities, CapacityAt
from bot.drive.changes import Changes
from bot.drive.naming import alike, find, fullest_first
from bot.drive.spaces import Listing, Space, Spaces
from bot.errors import NoSuchSpace, NotAllowed
from bot.guided import Given, Guided
from bot.holds import Holds
from bot.i18n import N_
from bot.jobs import Jobs
from bot.language import Narrowing
from bot.messages import Command, Conversation, alone_with
from bot.people import People
from bot.policy.rule import PolicyRule, group_of, person_of
from bot.policy.rules import Rulebook
from bot.quota.card_lists import space_of
from bot.quota.finding import Finder, Found
from bot.quota.narrowing import (
    Facts,
    Limit,
    NarrowedSpaces,
    choose,
    needs_rates,
    own_limit,
    rates_of,
)
from bot.quota.observations.model import Observation
from bot.quota.sight import Sight, Window, whole
from bot.quota.space_card import Subscribers
from bot.quota.watch import Watch
from bot.requests.request import ASKS_FOR
from bot.requests.service import Requests
from bot.rights.served import RightsServices

NAMES_SECONDS: Final = 600
"""How old a list of one call may be that tells whether a space has the name that somebody said."""

CREATE: Final = "space create"
"""The command that makes a space, as the trail names it."""


class Usage(Protocol):
    """A command: one line of help, as it is typed and the catalogue message that explains it, and
    what answers it.
    """

    @property
    def words(self) -> str: ...

    @property
    def handler(self) -> Callable[[Command, "Services"], Awaitable[Card]]: ...

    def read(self, raw: Mapping[str, str]) -> dict[str, object]: ...

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def calls(self) -> str: ...

    @property
    def usage(self) -> str: ...

    @property
    def help(self) -> str: ...

    @property
    def role(self) -> Role: ...

    def needs(self, *, group: bool) -> Role: ...

    def called(self, language: str) -> str: ...

    def phrases_of(self, language: str) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Status:
    """How this bot is doing: connections, waiting turns and holds, counted calls this month.

    ``other_bot`` is when a card of another bot with this Client ID was last pressed here
    (milliseconds since 1970; None for not lately).
    """

    connected: bool
    waiting: int
    holds: int
    calls: int
    version: str
    other_bot: int | None = None


@dataclass(frozen=True, slots=True)
class Services(RightsServices):
    """The frozen bundle every handler gets.

    ``who`` resolves a userId to a person (cached; raises UserUnknown and kin), ``drop`` forgets
    what is kept of one, and gives what it was (person, spaces, capacity); ``bring`` asks Redis at
    once for what a turn about the spaces of a unionId reads, and for the card of their last list.
    ``listed`` gives the spaceIds of the list a card shows, in their order, and ``kept`` all that is
    kept with a card.
    ``commands`` are the routes, for help.
    ``run`` runs a command by its English name as if its arguments had been typed; ``step`` goes on
    with one that is built step by step, by a text or by what a button gives; ``buttons`` gives
    what the buttons of a card do, by their names in its template, None for a card that nothing is
    known of any more; ``quoted`` gives the card that a message of the bot carries, None where that
    is not known.
    """

    spaces: Spaces
    sight: Sight
    finder: Finder
    capacities: Capacities
    changes: Changes
    holds: Holds
    jobs: Jobs
    access: Access
    people: People
    organisation: Organisation
    policy: Rulebook
    conversations: Conversations
    audit: Audit
    budget: Governor
    prices: Prices
    watch: Watch
    alerts: Alerts
    trends: Trends
    settings_files: SettingsFiles
    digests: DigestService
    requests: Requests
    who: Callable[[str], Awaitable[Contact]]
    drop: Callable[[str], Awaitable[tuple[str, ...]]]
    bring: Callable[[str, str | None], Awaitable[None]]
    listed: Callable[[str | None], Awaitable[tuple[str, ...]]]
    kept: Callable[[str | None], Awaitable[object]]
    commands: Callable[[], Iterable[Usage]]
    status: Callable[[], Awaitable[Status]]
    now: Callable[[], int]
    fresh_seconds: float
    run: Callable[[Command, str, Mapping[str, str]], Awaitable[Card]]
    step: Callable[[Command, Guided, str | tuple[Given, ...]], Awaitable[Card]]
    buttons: Callable[[str], Awaitable[Mapping[str, object] | None]]
    quoted: Callable[[str], Awaitable[str | None]]

    async def union_id(self, command: Command) -> str:
        """Give the asker's unionId, as whom DingTalk is asked; raises UserUnknown and kin."""
        return (await self.who(command.user_id)).union_id

    async def viewer(self, command: Command) -> str:
        """Give the asker's unionId as :meth:`union_id` does, where their spaces are asked about."""
        viewer = await self.union_id(command)
        await self.bring(viewer, command.last_list)
        return viewer

    async def listing(self, command: Command) -> Listing:
        """Give the asker's own list of spaces, as old as it may be.

        It says what they see; numbers and names are the newest that anybody's look has shown.
        """
        return await self.sight.own_list(await self.viewer(command))

    async def is_by_list(self, command: Command) -> bool:
        """Tell whether the asker is shown their own list, and not what DingTalk gives by id."""
        return await self.sight.is_by_list(await self.viewer(command))

    async def read_listing(self, command: Command) -> Listing:
        """Read the asker's own list anew, at its price."""
        return await self.sight.read(await self.union_id(command))

    async def kept_listing(self, command: Command) -> Listing | None:
        """Give what is kept of the asker's own names, without a call for it; None for nothing."""
        return await self.sight.names(await self.viewer(command), NAMES_SECONDS)

    async def names(self, command: Command, text: str) -> Listing:
        """Give the asker's own names that may be meant in a text; this takes one call at most, but
        for a first list.
        """
        return await self.sight.names_in(await self.union_id(command), text, NAMES_SECONDS)

    async def called(self, command: Command, names: Sequence[str]) -> Listing:
        """Give those of the asker's own spaces that are called so, as :meth:`names` does."""
        viewer = await self.union_id(command)
        return await self.sight.called(viewer, names, NAMES_SECONDS)

    async def found(self, command: Command, which: str, *, watched: bool = False) -> Found:
        """Find the space somebody means: by id, name, beginning, or number in their last list.

        An admin may mean any space that is watched where that is said, others only what DingTalk
        gives them. Raises NoSuchSpace and AmbiguousSpace.
        """
        viewer = await self.viewer(command)
        others = await self._watched_by_admins(command) if watched else {}
        ids = await self.listed(command.last_list)
        try:
            watched_too = [space_of(each) for each in others.values()]
            found = await self.finder.find(viewer, which, ids, watched_too)
        except NoSuchSpace as none:
            none.of_others = not ids and await self.kept(command.last_list) is not None
            raise
        if found.at:
            return found
        return replace(found, at=others[found.space.id].sample.at)

    async def space(self, command: Command, which: str) -> Space:
        """Find a space as :meth:`found` does."""
        return (await self.found(command, which)).space

    async def window(
        self,
        command: Command,
        narrowing: Narrowing,
        least: int,
        asked: Sequence[str] = (),
        limit: Limit = own_limit,
        *,
        listing: Listing | None = None,
    ) -> Window:
        """Give the first of the asker's spaces, fullest first or as was said: at ``least`` so many,
        besides those ``asked`` for before. ``limit`` says what counts as full; a ``listing`` is
        their own list that was read just now.
        """
        facts = await self.facts(command, narrowing)
        narrowing = replace(narrowing, most=None)  # of those that DingTalk gives

        def rank(spaces: Iterable[Space]) -> NarrowedSpaces:
            return choose(fullest_first(spaces), narrowing, facts, limit)

        if listing is not None:
            return whole(listing, rank)
        return await self.sight.window(await self.viewer(command), rank, least, asked)

    async def alike(self, command: Command, name: str) -> tuple[tuple[Space, ...], int]:
        """Give the asker's spaces whose name is the same or nearly so, and how many of their list
        could not be read.
        """
        return await self.sight.alike(
            await self.union_id(command), lambda spaces: alike(name, spaces)
        )

    async def answered_list(self, command: Command) -> tuple[str, ...] | None:
        """Give the spaceIds of the question that is being answered; None where none is."""
        return await self.listed(command.last_list) if command.waiting else None

    async def alerts_here(self, command: Command) -> Situation:
        """Say how the asker's conversation is told, if somebody answers for that.

        Raises NoAlertsHere.
        """
        await self.alerts.check_answered_for(command.conversation.id)
        situation = await self.alerts.situation(command.conversation.id)
        if situation is None or not situation.subscription.is_active:
            raise await none_here(self, command)
        return situation

    async def facts(self, command: Command, narrowing: Narrowing) -> Facts:
        """Give what is known of spaces that a list is narrowed by; it costs no call."""
        rates = rates_of(await self.watch.seen()) if needs_rates(narrowing) else {}
        made = await self._made(command.sender.key) if "mine" in narrowing.kinds else {}
        return Facts(self.now(), self.digests.zone, rates, made)

    async def _made(self, person: str) -> dict[str, bool]:
        """Tell of the spaces that were made through this bot whether somebody has made them:
        DingTalk does not say who has made one (page `queries-a-space-list`).
        """
        return {
            kept.entry.target: kept.entry.person == person
            async for kept in self.audit.newest_first()
            if kept.entry.command == CREATE and kept.entry.outcome == DONE
        }

    async def look(self, command: Command, space_id: str) -> Space | None:
        """Read a space's numbers as they are now; ``None`` if it is gone."""
        found = await self.spaces.look([space_id], await self.union_id(command))
        return found[0] if found else None

    async def deciders(self, command: Command, words: str) -> list[tuple[Place, str]]:
        """Give where those are asked whom the rules name to approve a command for the asker, with
        their names; nothing where any admin may. ``words`` name that command.
        """
        rule = await self.policy.deciders(words, command.sender, command.conversation)
        return [await self._decider(each, rule) for each in rule.deciders] if rule else []

    async def _decider(self, who: str, rule: PolicyRule) -> tuple[Place, str]:
        if group := group_of(who):
            return Place(Conversation(group, "group", rule.decided)), ""
        user_id = person_of(who)
        here = Conversation(alone_with(user_id), "single")
        return Place(here, user_id), await self.access.nick(user_id) or user_id

    def missing_deciders(self, rule: PolicyRule) -> int:
        """Tell how many people a rule would have to name, where it names too few for anything to be
        approved, since nobody approves their own; else 0.
        """
        people = [person_of(each) for each in rule.deciders]
        if rule.outcome != "ask" or not people or not all(people):
            return 0
        terms = self.requests.terms
        takes = [terms.approvers(does) for does in ASKS_FOR.values() if rule.covers(does)]
        needed = max(takes, default=1)
        return needed if terms.apart(people, rule.person) < needed else 0

    async def is_admin(self, command: Command) -> bool:
        """Tell whether the asker is known to be an admin: whom more is shown."""
        return await self.access.role(command.sender, needs=Role.MEMBER) is Role.ADMIN

    async def check_may_change(self, command: Command, subscription: Subscription) -> None:
        """Let admins change how anybody is told, and members what they asked for themselves.

        Raises NotAllowed for others, and writes down that they tried.
        """
        is_theirs = subscription.personal and subscription.user_id == command.user_id
        if not is_theirs:
            await self.check_is_admin(command, subscription.conversation.id)

    async def check_may_lessen(self, command: Command, subscription: Subscription | None) -> None:
        """Let everybody be told less in their single chat, whoever placed it there and whatever
        they are by now, and admins let anybody be. Raises NotAllowed, as above.
        """
        is_theirs = subscription is None or subscription.user_id == command.user_id
        if command.conversation.is_group or not is_theirs:
            here = command.conversation
            await self.check_is_admin(command, here.id, own=here.is_group)

    async def check_is_admin(self, command: Command, about: str, *, own: bool = False) -> None:
        """Raise NotAllowed for others, and write down that they tried, ``about`` an id."""
        if await self.access.role(command.sender) is Role.ADMIN:
            return
        refused = f"refused: {N_('only admins may')}"
        await self.audit.refuse(command.key, Entry.of(command, refused, about), command.fence)
        raise NotAllowed(own=own)

    async def check_own(self, command: Command) -> None:
        """Refuse whoever may change nothing of how this conversation is told, before more is asked.

        Raises NotAllowed, and NoAlertsHere where nothing is told.
        """
        subscription = await self.alerts.subscription(command.conversation.id)
        if subscription is None or not subscription.is_active:
            raise await none_here(self, command)
        await self.check_may_lessen(command, subscription)

    async def capacity(self, command: Command) -> CapacityAt:
        """Give the organisation's capacity, if the asker may read it; NotAuthorized if not."""
        return await self.capacities.read(await self.viewer(command), self.fresh_seconds)

    async def capacity_costs(self, command: Command) -> bool:
        """Tell whether :meth:`capacity` would make a call."""
        return await self.capacities.costs(await self.viewer(command), self.fresh_seconds)

    async def sees_at_no_call(self, command: Command) -> bool:
        """Tell whether the asker's own list answers without a call, or has to be read anyway."""
        return await self.sight.is_at_hand(await self.viewer(command))

    async def subscribers_of(self, command: Command, space_id: str) -> Subscribers:
        """Say where the levels of a space are told, to admins by the names of groups."""
        titles = await self.is_admin(command)
        return await self.alerts.subscribers_of(space_id, command.conversation.id, titles=titles)

    async def watched_space(self, command: Command, which: str) -> tuple[Space, int]:
        """Find the space somebody means, and tell how old its numbers are (ms since 1970).

        An admin may mean any space that is watched; raises as :meth:`found` does.
        """
        found = await self.found(command, which, watched=True)
        return found.space, found.at

    async def watched(self, command: Command, which: str) -> Space:
        """Find the space that an admin means among all that is watched, without a call; else as
        :meth:`watched_space` does.
        """
        seen = (await self._watched_by_admins(command)).values()
        try:
            return find(
                which, [space_of(each) for each in seen], await self.listed(command.last_list)
            )
        except NoSuchSpace:
            return (await self.watched_space(command, which))[0]

    async def _watched_by_admins(self, command: Command) -> Mapping[str, Observation]:
        return await self.watch.seen() if await self.is_admin(command) else {}
