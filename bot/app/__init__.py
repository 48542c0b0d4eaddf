"""The composition root: builds everything, collects the handlers, runs it in one TaskGroup."""

from bot.app.process import TEMPLATES, VERSION, App, now, open_app, services_of, terms_of

__all__ = ["TEMPLATES", "VERSION", "App", "now", "open_app", "services_of", "terms_of"]
