"""A rendered card as Markdown, and all of it where no cards are: buttons as commands to type."""

from collections.abc import Mapping

from bot.cards.card import Rendered
from bot.cards.escaping import md
from bot.i18n import NBSP

_TITLE_BYTES = 1024


def as_markdown(rendered: Rendered, commands: Mapping[str, str]) -> str:
    """Write a rendered card as Markdown.

    ``commands`` gives, by action name, what to type instead of pressing; a button without one is
    left out. ``rendered.preview`` is the message's title.
    """
    typed = "  \n".join(
        f"{_shut(each.label)} → {md(commands[each.action])}"
        for each in rendered.buttons
        if each.action in commands
    )
    parts = (f"#### {_shut(rendered.title)}", illustrated(rendered), typed)
    return "\n\n".join(part for part in parts if part)


def _shut(text: str) -> str:
    """Escape a text that is no Markdown; its numbers stay beside their units."""
    return NBSP.join(md(part, _TITLE_BYTES) for part in text.split(NBSP))


def illustrated(rendered: Rendered) -> str:
    """Give the body with its picture below; Markdown takes a mediaId for an address."""
    picture = f"![]({rendered.picture})" if rendered.picture else ""
    return "\n\n".join(part for part in (rendered.body, picture) if part)
