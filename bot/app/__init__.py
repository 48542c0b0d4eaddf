"""The composition root: what stands on the ground that is given, and the process that runs it."""

from bot.app.core import Core, core_of
from bot.app.ground import TEMPLATES, Ground, now, terms_of
from bot.app.process import VERSION, App, open_app

__all__ = [
    "TEMPLATES",
    "VERSION",
    "App",
    "Core",
    "Ground",
    "core_of",
    "now",
    "open_app",
    "terms_of",
]
