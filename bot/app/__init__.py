"""The composition root: what is built on the resources given, and the process that runs it."""

from bot.app.core import Core, core_of
from bot.app.garbage import spare_what_stays
from bot.app.process import VERSION, App, open_app, routes_of
from bot.app.resources import TEMPLATES, Resources, now, terms_of

__all__ = [
    "TEMPLATES",
    "VERSION",
    "App",
    "Core",
    "Resources",
    "core_of",
    "now",
    "open_app",
    "routes_of",
    "spare_what_stays",
    "terms_of",
]
