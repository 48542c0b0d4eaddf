"""What a reply is about that quotes a card."""

from dataclasses import replace

from bot.messages import Command
from bot.routing import Match, Routes
from bot.services import Services


async def about_quoted(
    quotes: str,
    command: Command,
    match: Match[Services] | None,
    routes: Routes[Services],
    services: Services,
) -> tuple[Command, Match[Services] | None]:
    """Let a reply be about the card that it quotes: numbers are those of its list, and a command
    without an argument is about what the card's button that says it is about.

    A list of files is quoted by whoever was given it alone: the others have rights of their own.
    """
    card = await services.quoted(quotes)
    if card is None:
        return command, match
    if await services.listed(card) or await _is_of_asker(card, command, services):
        command = replace(command, last_list=card)
    if match is None or match.raw:
        return command, match
    for action in (await services.buttons(card) or {}).values():
        says = getattr(action, "says", None)
        said = routes.find(says(command.language)) if says else None
        if said is not None and said.route is match.route and said.raw:
            return command, replace(said, language=match.language)
    return command, match


async def _is_of_asker(card: str, command: Command, services: Services) -> bool:
    viewer = getattr(await services.kept(card), "viewer", None)
    return viewer is not None and viewer == await services.viewer(command)
