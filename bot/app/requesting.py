"""Puts together what is asked of the admins and decided by them."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Final, Literal

from bot.access import Role
from bot.alerts.room_requests import room_decided
from bot.alerts.service import Alerts
from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.dingtalk.directory import Directory
from bot.errors import Unavailable
from bot.messages import Sender
from bot.policy.rule import person_of
from bot.requests.asking import RequestAsking
from bot.requests.enough import ANY_ADMIN, Enough
from bot.requests.ledger import RequestLedger
from bot.requests.painting import RequestPainter
from bot.requests.request import Request
from bot.requests.service import Requests
from bot.requests.terms import RequestTerms
from bot.settings import SpaceRole
from bot.storage import Clock
from bot.times.spans import HOUR

SPACE_ROLES: Final[Mapping[SpaceRole, Literal["MANAGER", "EDITOR", ""]]] = MappingProxyType(
    {"manager": "MANAGER", "editor": "EDITOR", "none": ""}
)


def requests_of(resources: Resources, shared: Shared, alerts: Alerts) -> Requests:
    settings, channels, clock = resources.settings, shared.channels, resources.clock
    ledger = RequestLedger(resources.store)
    terms = RequestTerms(
        settings.own_accounts,
        settings.two_approvers,
        int(settings.request_hours * HOUR),
        SPACE_ROLES[settings.requested_space_role],
    )
    enough, directory = _enough_of(shared, terms, clock), Directory(resources.dingtalk)
    return Requests(
        ledger,
        RequestAsking(
            ledger,
            channels.unasked,
            channels.admins,
            enough,
            apart=directory.apart,
            terms=terms,
            clock=clock,
        ),
        RequestPainter(
            ledger,
            shared.delivery,
            channels.unasked,
            channels.letters,
            shared.types,
            enough=enough,
            ended=partial(room_decided, alerts.acknowledgements),
            clock=clock,
        ),
        enough,
        tasks=resources.tasks,
        audit=shared.audit,
        admins=channels.admins.known,
        directory=directory,
        terms=terms,
        clock=clock,
    )


def _sender(user_id: str) -> Sender:
    return Sender(user_id, "", "")


def _enough_of(shared: Shared, terms: RequestTerms, clock: Clock) -> Enough:
    access, policy = shared.access, shared.policy

    async def named(request: Request) -> tuple[str, ...] | None:
        asker = _sender(request.asker.user_id)

        async def known() -> Role:
            role = await access.known_role(asker)
            if role is None:
                raise Unavailable
            return role

        try:
            rule = await policy.deciders(request.wish.does, asker, request.here, known)
        except Unavailable:
            return ()
        if rule is None:
            return ANY_ADMIN
        people = tuple(map(person_of, rule.deciders))
        return people if all(people) else ()

    async def may(user_id: str) -> bool:
        if await shared.contacts.has_left(user_id):
            return False
        return await access.known_role(_sender(user_id)) in {None, Role.ADMIN}

    channels = shared.channels
    return Enough(channels.admins, channels.letters, named=named, may=may, terms=terms, clock=clock)
