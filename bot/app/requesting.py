"""Puts together what is asked of the admins and decided by them."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Final, Literal

from bot.alerts.room_requests import room_decided
from bot.alerts.service import Alerts
from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.dingtalk.directory import Directory
from bot.requests.asking import RequestAsking
from bot.requests.ledger import RequestLedger
from bot.requests.painting import RequestPainter
from bot.requests.service import Requests
from bot.requests.terms import RequestTerms
from bot.settings import SpaceRole
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
    return Requests(
        ledger,
        RequestAsking(ledger, channels.unasked, channels.admins, terms=terms, clock=clock),
        RequestPainter(
            ledger,
            shared.delivery,
            channels.unasked,
            channels.letters,
            shared.types,
            ended=partial(room_decided, alerts.acknowledgements),
            clock=clock,
        ),
        tasks=resources.tasks,
        audit=shared.audit,
        admins=channels.admins.known,
        inside=Directory(resources.dingtalk).inside,
        terms=terms,
        clock=clock,
    )
