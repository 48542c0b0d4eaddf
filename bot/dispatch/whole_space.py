"""Offers for the folders of a space what DingTalk lets no app do with the whole of it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from bot.access import Role
from bot.cards import Card
from bot.dispatch.command_line import line_of
from bot.dispatch.wishes import wish_of
from bot.drive.naming import is_called
from bot.errors import BadArgument, MissingArgument, NoRightsOfSpace, PlatformError, UserError
from bot.language import unquoted
from bot.messages import Command
from bot.rights.asked_words import AccessAsked
from bot.rights.role import ASKED_AS, role_of
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import Cancel, Offer, Offering
from bot.shared_buttons import said

_MOST: Final = 4
_ASKS: Final = "request access"
_OF_RIGHTS: Final = frozenset({"grant", "revoke", "who", _ASKS})
_PLACE, _ACCESS, _ROLE = "place", "access", "role"
_SAID: Final = AccessAsked(_ACCESS, "")


async def of_folders(
    none: NoRightsOfSpace,
    route: Route[Services],
    raw: Mapping[str, str],
    command: Command,
    *,
    routes: Routes[Services],
    services: Services,
) -> Card:
    """Say what cannot be had and whom to ask, with a button for each folder that is known, which
    does there what was wished, for the same person and as long.
    """
    none.does = "see" if route.looks else "ask" if route.words == _ASKS else "change"
    if not route.looks and await services.access.role(command.sender) is not Role.ADMIN:
        none.admins = await services.requests.admins(command.user_id)
    parts = [_inside(none.name, folder, raw, command) for folder in none.folders[:_MOST]]
    offers = tuple(
        Offer(
            route.words,
            dict(each),
            line_of(routes, route, each, command.language),
            None,
            command.mentions,
            command.strangers,
        )
        for each in parts
        if each
    )
    none.choices = tuple(
        {**wish_of(route, each.raw, command.language), "line": each.line, "name": folder}
        for each, folder in zip(offers, none.folders, strict=False)
    )
    actions: dict[str, object] = {f"choice{n}": each for n, each in enumerate(offers, 1)}
    if not offers:
        return Card(none.template, none.data())
    actions["cancel"] = Cancel()
    return Card(none.template, none.data(), actions, then=Offering(offers))


async def is_of_whole(
    route: Route[Services], raw: Mapping[str, str], command: Command, services: Services
) -> bool:
    """Tell whether a wish about permissions is about a whole space, of which DingTalk says that no
    app may do it: then there is nothing to offer, and much to say.
    """
    place = _place(raw) if route.words in _OF_RIGHTS else ""
    if not place or "/" in place:
        return False
    kept = await services.kept_listing(command)
    if kept is None or not is_called(place, kept.spaces):
        return False
    with suppress(UserError, PlatformError):
        space = await services.space(command, place)
        return not await services.roots.of(await services.viewer(command), space.id)
    return False


def _place(raw: Mapping[str, str]) -> str:
    """Give the place that is named in what was said for permissions, empty for none."""
    if _ACCESS not in raw:
        return unquoted(raw.get(_PLACE, ""))
    try:
        return _SAID.read(raw[_ACCESS]).place
    except (BadArgument, MissingArgument):
        return ""


def _inside(space: str, folder: str, raw: Mapping[str, str], command: Command) -> dict[str, str]:
    """Give what was said with a folder in the place of the space; nothing where that cannot be."""
    path = f"{space}/{folder}"
    if _PLACE in raw:
        role = role_of(raw.get(_ROLE, ""))
        called = said(command.language, *ASKED_AS[role]) if role and role in ASKED_AS else ""
        return {**raw, _PLACE: path} | ({_ROLE: called} if called else {})
    place = _place(raw)
    if not place:
        return {}
    quote = "「{}」" if command.language == "zh" else '"{}"'
    begins = raw[_ACCESS].find(place)
    rest = raw[_ACCESS][begins + len(place) :].lstrip("\"”’'」』》")
    return {_ACCESS: f"{quote.format(path)}{rest}"}
