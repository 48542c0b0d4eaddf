"""What the bot shows: a card names a template and its data; rendered it is what people see.

::

    handler ──Card──▶ Cards.render ──Rendered──▶ delivery ──▶ a card, or Markdown to read
                        ▲
                 templates/NAME.json.j2
"""

from bot.cards.card import About, Button, Card, Left, Phrase, Rendered, Style, Waits
from bot.cards.escaping import can_be_typed, clean, cut, md, plain, same_name
from bot.cards.markdown import as_markdown, illustrated
from bot.cards.renderer import Cards, cut_markdown

__all__ = [
    "About",
    "Button",
    "Card",
    "Cards",
    "Left",
    "Phrase",
    "Rendered",
    "Style",
    "Waits",
    "as_markdown",
    "can_be_typed",
    "clean",
    "cut",
    "cut_markdown",
    "illustrated",
    "md",
    "plain",
    "same_name",
]
