"""Read in advance by the process that bots are forked from, and by nobody else."""

import gc

from bot.__main__ import run
from bot.app import open_app, routes_of
from handlers import ROUTERS

__all__ = ["open_app", "run"]

routes_of(tuple(ROUTERS))
gc.freeze()
