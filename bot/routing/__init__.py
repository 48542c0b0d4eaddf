"""Which handler answers which words, buttons, expected texts, files and ends of holds.

A family of commands fills a :class:`Router`; :class:`Routes` puts all of them together once, at
start, and stops the program over anything said twice or not explained. Looking up is pure: it calls
no handler. Everything is generic in the services that handlers are given.
"""

from bot.routing.router import (
    ANY,
    ActionHandler,
    ActionRoute,
    Anew,
    AtOnceHandler,
    FastHandler,
    FastRoute,
    FileHandler,
    FileRoute,
    Handler,
    HoldHandler,
    HoldRoute,
    NotMine,
    Press,
    Route,
    Router,
    StateHandler,
    StateRoute,
    Whose,
)
from bot.routing.routes import Match, Routes
from bot.routing.wish_texts import WishTexts

__all__ = [
    "ANY",
    "ActionHandler",
    "ActionRoute",
    "Anew",
    "AtOnceHandler",
    "FastHandler",
    "FastRoute",
    "FileHandler",
    "FileRoute",
    "Handler",
    "HoldHandler",
    "HoldRoute",
    "Match",
    "NotMine",
    "Press",
    "Route",
    "Router",
    "Routes",
    "StateHandler",
    "StateRoute",
    "Whose",
    "WishTexts",
]
