"""Answers what is said of requests by those that are open: 行，给他加吧, *did they answer me yet?*

A decision is asked about first, by all that the request says, and each request by itself; what is
known to stand in its way is told before anybody agrees.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.access import Role
from bot.cards import Card
from bot.dispatch.boundary import failed
from bot.dispatch.doubting import is_slashed
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.list_answered import LISTS, decided, takes_back
from bot.dispatch.request_meant import amount_for, meant
from bot.dispatch.small_talk import small_talk
from bot.dispatch.which_request import MOST, which_request
from bot.errors import BadArgument
from bot.errors.requests import NoSuchRequest, RequestHindered
from bot.language import declines, is_yes
from bot.messages import Command
from bot.reading.requests_said import RequestSaid, request_said
from bot.requests.arguments import RequestNumber, number_and_why
from bot.requests.cards import deciding_card, facts_of
from bot.requests.request import Request, RoomWish
from bot.requests.steps import AS_ASKED, instead
from bot.requests.targets import limit_hinders
from bot.rights.other_terms import OtherTerms
from bot.routing import Match, Route, Routes
from bot.services import Services
from bot.sessions import Cancel, LastAnswer, Offering

_LIST: Final = "requests"
_CANCEL: Final = "request cancel"
_ROOM: Final = "request room"
_SPACE: Final = "request space"
_ROUTES: Final = {"approve": "request approve", "decline": "request decline", "withdraw": _CANCEL}
_LOOKS: Final = frozenset({"waits", "wants", "answered"})
_TERMS: Final = OtherTerms("time")
_NUMBER: Final = RequestNumber("number")
_ONE: Final = re.compile("(?<![a-z])(?:one|requests?|thing)$")
"""Words for a request that is told of by what it is about."""
_SAYS: Final = re.compile(
    "(?<![a-z])(?:approv|declin|reject|refuse|deny|request|tell (?:them|him|her) (?:no"
    "|yes)|yes to|no to)",
    re.IGNORECASE,
)
"""Words of who decides on something, though no list was shown before."""


class AboutRequests:
    """Finds which request is meant, and asks about what is to become of it."""

    def __init__(
        self, routes: Routes[Services], services: Services, heard_runner: HeardRunner
    ) -> None:
        self._routes = routes
        self._services = services
        self._heard_runner = heard_runner

    async def of(
        self,
        text: str,
        match: Match[Services] | None,
        command: Command,
        topic: LastAnswer | None = None,
    ) -> Card | None:
        """Answer what is said of a request; None for what is said of nothing, or of none that is
        open, and for a command that was typed.
        """
        answered = await self._answered(text, match, topic, command)
        answered = answered or await self._said_of_one(text, match, command)
        return answered or await self._agreed(text, match, topic, command)

    async def _agreed(
        self,
        text: str,
        match: Match[Services] | None,
        topic: LastAnswer | None,
        command: Command,
    ) -> Card | None:
        """Ask about the request that came after all else that was spoken of, to which an admin only
        says yes; None where nothing was asked for since then.
        """
        is_yes_alone = match is None and is_yes(text) and not small_talk(text)
        if not is_yes_alone or await self._services.access.role(command.sender) is not Role.ADMIN:
            return None
        since = topic.at if topic is not None and topic.words not in LISTS else 0
        waiting = [each for each in await self._services.requests.open_ones() if each.at > since]
        return await self._decided(RequestSaid("approve"), waiting, command) if waiting else None

    async def _said_of_one(
        self, text: str, match: Match[Services] | None, command: Command
    ) -> Card | None:
        said = None if is_slashed(text) else request_said(text)
        if said is None or (match is not None and _is_typed(said, match)):
            return None
        is_admin = await self._services.access.role(command.sender) is Role.ADMIN
        waiting = await self._services.requests.open_ones()
        own = [each for each in waiting if each.asker.user_id == command.user_id]
        match said.does:
            case "waits":
                return await self._list(command) if (waiting if is_admin else own) else None
            case "wants" | "answered":
                return await self._list(command)
            case "withdraw":
                return await self._withdrawn(said, own, command)
            case "all":
                return await self._list(command) if is_admin and waiting else None
            case "approve" | "decline":
                return await self._decided(said, waiting, command) if is_admin else None

    async def _answered(
        self,
        text: str,
        match: Match[Services] | None,
        topic: LastAnswer | None,
        command: Command,
    ) -> Card | None:
        """Ask about the first request that is decided in answer to a list, and name what is to be
        sent for the others, or take back one's own; None for any other answer.
        """
        is_led = topic is not None and topic.words in LISTS | {_ROOM, _SPACE}
        if is_slashed(text) or not (is_led or _SAYS.search(text)):
            return None
        waiting = await self._services.requests.open_ones()
        own = [each for each in waiting if each.asker.user_id == command.user_id]
        if is_led and own and (takes_back(text) or (declines(text) and match is None)):
            return await self._withdrawn(RequestSaid("withdraw"), own, command)
        said = decided(text, topic, waiting)
        if not said or await self._services.access.role(command.sender) is not Role.ADMIN:
            return None
        try:
            card = await self._decided(said[0], waiting, command)
        except RequestHindered as wrong:
            card = failed(wrong)
        others = [way for each in said[1:] for way in self._ways(each)]
        return replace(card, others=self._heard_runner.besides(others, command)) if card else None

    def _ways(self, said: RequestSaid) -> list[tuple[Route[Services], dict[str, str]]]:
        """Give the command that decides so."""
        route = self._routes.named(_ROUTES[said.does])
        raw = {"number": said.number} | ({"reason": said.why} if said.why else {})
        return [(route, raw)] if route else []

    async def _list(self, command: Command) -> Card | None:
        return await self._run(_LIST, {}, command)

    async def _run(self, words: str, raw: dict[str, str], command: Command) -> Card | None:
        route = self._routes.named(words)
        return await self._heard_runner.run(route, raw, command) if route else None

    async def _withdrawn(
        self, said: RequestSaid, own: Sequence[Request], command: Command
    ) -> Card | None:
        """Ask whether one's own request is to be taken back; list them where several may be."""
        if said.number:
            return await self._run(_CANCEL, {"number": said.number}, command)
        found = meant(said, own)
        if said.target and not found:
            return None
        route = self._routes.named(_ROUTES[said.does])
        if len(found) != 1 or route is None:
            return await self._list(command)
        return await self._asked(said, found[0], route, command)

    async def _decided(
        self, said: RequestSaid, waiting: Sequence[Request], command: Command
    ) -> Card | None:
        """Ask about one request; list those that may be meant where they are several."""
        if said.number:
            request = await self._services.requests.numbered(int(said.number))
            if request is None:
                raise NoSuchRequest(said.number)
            found: Sequence[Request] = [request]
        else:
            found = meant(said, waiting)
        if not found:
            is_one = said.clear and _ONE.search(said.target) is not None
            is_one = is_one or said.named
            is_said = said.spoken or is_one or (said.plain and not waiting)
            return await self._list(command) if is_said else None
        route = self._routes.named(_ROUTES[said.does])
        if len(found) > MOST or route is None:
            return await self._list(command)
        if len(found) > 1:
            return self._which(said, found, route, command)
        return await self._asked(said, found[0], route, command)

    def _which(
        self,
        said: RequestSaid,
        found: Sequence[Request],
        route: Route[Services],
        command: Command,
    ) -> Card:
        """Ask which of them is meant, with the amount or the reason that was said."""
        ways = []
        for request in found:
            raw = {"number": str(request.number)}
            amount = self._sized(said, request)[1] if said.does == "approve" else ""
            raw |= {"time": amount} if amount else {}
            raw |= {"reason": said.why} if said.does == "decline" and said.why else {}
            ways.append((request, self._heard_runner.wanted(route, raw, command)))
        return which_request(said.does, ways)

    async def _asked(
        self, said: RequestSaid, request: Request, route: Route[Services], command: Command
    ) -> Card:
        """Show the request, and what would be done with it; one that is decided as it is."""
        if not request.is_open:
            return deciding_card(request)
        raw, left_out = {"number": str(request.number)}, ""
        if said.does == "approve":
            request, amount = self._sized(said, request)
            raw, left_out = ({**raw, "time": amount}, "") if amount else (raw, said.amount)
            hindered = await self._hindrance(request, command)
            if hindered is not None:
                raise hindered
        elif said.why:
            raw["reason"] = said.why
        wanted = self._heard_runner.wanted(route, raw, command)
        data = {**facts_of(request), "does": said.does, "why": said.why, "left_out": left_out}
        actions = {"do": wanted, "cancel": Cancel()}
        data["line"] = wanted.line
        return Card("decide_request", data, actions, then=Offering((wanted,), asks=True))

    def _sized(self, said: RequestSaid, request: Request) -> tuple[Request, str]:
        """Give the request as it would be approved, and what is typed for that; nothing typed for
        what does not go with it.
        """
        amount = amount_for(said, request)
        now = self._services.now()
        try:
            other = _TERMS.for_wish(
                _TERMS.read(amount), request.wish, now, self._services.digests.zone
            )
        except BadArgument:
            return request, ""
        return instead(request, other), amount

    async def _hindrance(self, request: Request, command: Command) -> RequestHindered | None:
        """Tell what keeps whoever asks from approving it, by a look where a limit may."""
        what = await self._services.requests.hindrance(request, command.sender, command.key)
        if what:
            return RequestHindered(what, request.number)
        wish = request.granted
        if not request.is_open or not isinstance(wish, RoomWish):
            return None
        if limit_hinders(request, AS_ASKED, request.there.get("quota")) is None:
            return None
        space = await self._services.look(command, wish.space_id)
        return limit_hinders(request, AS_ASKED, space.quota if space else request.there["quota"])


def _is_typed(said: RequestSaid, match: Match[Services]) -> bool:
    """Tell whether it is a command in its own words, or is about something else than a request."""
    if match.route.words in _ROUTES.values():
        number, _ = number_and_why(match.raw.get("number", ""))
        is_bare = match.route.words == _CANCEL and not match.raw
        return is_bare or _NUMBER.read(number).isdecimal()
    return not (said.clear or said.does in _LOOKS)
