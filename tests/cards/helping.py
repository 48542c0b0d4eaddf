"""Help as it is shown, made from the commands there are."""

from collections.abc import Iterator
from typing import get_args

from bot.access import Role
from bot.cards import Card
from bot.routing import Routes
from handlers import ROUTERS
from handlers.help import TOPICS, Page, contents_card, help_card, topic_card

ROUTES = Routes(ROUTERS)


def pages(page: Page, mine: Role = Role.ADMIN) -> Iterator[Card]:
    """Every page of one part of help, as somebody of this role sees it in a group."""
    first = help_card(ROUTES, page, mine, 1, group=True)
    yield first
    for number in range(2, int(str(first.data["pages"])) + 1):
        yield help_card(ROUTES, page, mine, number, group=True)


FOR_ADMINS: dict[str, Card] = {
    f"help-{page}-{number}": card
    for page in get_args(Page)
    for number, card in enumerate(pages(page), 1)
}
"""All there is, by the part of help and the number of its page."""

HELPING: dict[str, Card] = {
    **FOR_ADMINS,
    "help": next(pages("everybody", Role.MEMBER)),
    "help_contents": contents_card(Role.MEMBER),
    "help_contents-admin": contents_card(Role.ADMIN),
    **{f"help_topic-{topic}": topic_card(topic, Role.ADMIN) for topic in TOPICS},
    "help_topic-change-of-member": topic_card("change", Role.MEMBER),
    "help-alerts-of-members": next(pages("alerts", Role.MEMBER)),
    "help-first-contact": contents_card(Role.MEMBER),
}
