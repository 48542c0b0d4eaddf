"""A face where no cards are: one Markdown message, its buttons written as commands to type."""

from collections.abc import Mapping

from bot.cards.card import Face
from bot.cards.harmless import md

_TITLE_BYTES = 1024


def as_markdown(face: Face, commands: Mapping[str, str]) -> str:
    """Write a face as Markdown.

    ``commands`` gives, by action name, what to type instead of pressing; a button without one is
    left out. ``face.preview`` is the message's title.
    """
    picture = f"![]({face.picture})" if face.picture else ""
    typed = "  \n".join(
        f"{md(each.label)} → {md(commands[each.action])}"
        for each in face.buttons
        if each.action in commands
    )
    parts = (f"#### {md(face.title, _TITLE_BYTES)}", face.body, picture, typed)
    return "\n\n".join(part for part in parts if part)
