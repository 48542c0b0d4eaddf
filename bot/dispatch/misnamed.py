"""Answers that a space which was just made or shown has a wrong name: no app can rename one, so the
right one is offered to be made, and the wrong one to be deleted.
"""

from bot.access import Role
from bot.cards import Card
from bot.dispatch.beyond import beyond_card
from bot.dispatch.examples import rows_of
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.pointing import about
from bot.language import unquoted
from bot.messages import Command
from bot.routing import Routes
from bot.services import Services
from bot.sessions import LastAnswer


def misnamed(
    name: str,
    topic: LastAnswer | None,
    routes: Routes[Services],
    heard_runner: HeardRunner,
    *,
    role: Role,
    command: Command,
) -> Card | None:
    """Offer a space of the right ``name``; None where it is not known which one has a wrong one."""
    space = unquoted(about(topic, routes))
    create, delete = routes.named("space create"), routes.named("space delete")
    if not name or not space or create is None or delete is None:
        return None
    card = beyond_card("rename", routes, role, command, space)
    if card is None or role < create.needs(group=command.conversation.is_group):
        return card
    rows = rows_of([delete], command.language, about=space)
    wanted = heard_runner.wanted(create, {create.takes[0].name: name}, command)
    return Card("beyond", {**card.data, "things": rows, "name": name}, {"create": wanted})
