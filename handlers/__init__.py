"""The commands, one family a file; ``help`` shows them in this order."""

from bot.routing import Router
from bot.services import Services
from handlers import (
    admins,
    alert,
    alert_asks,
    alert_files,
    alert_open,
    alert_places,
    alert_settings,
    audit,
    budget,
    conversation,
    create,
    delete,
    digest,
    holds,
    levels,
    operator,
    pause,
    quota,
    space,
    spaces,
    watch,
)
from handlers import help as help_

ROUTERS: tuple[Router[Services], ...] = (
    spaces.router,
    space.router,
    quota.router,
    levels.router,
    create.router,
    delete.router,
    holds.router,
    conversation.router,
    help_.router,
    admins.router,
    pause.router,
    audit.router,
    budget.router,
    operator.router,
    watch.router,
    alert_open.router,
    alert.router,
    alert_asks.router,
    alert_places.router,
    alert_settings.router,
    digest.router,
    alert_files.router,
)
