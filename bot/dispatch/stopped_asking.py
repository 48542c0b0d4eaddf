"""Ends a question that was answered wrongly too often, and says so."""

from typing import Final

from bot.cards import Card, Phrase

STOPPED: Final = "stopped_asking"


def stopped_asking(command: str, wrong: Phrase | None = None) -> Card:
    """Say that a question about ``command``, as it is called, is asked no more, and what was
    ``wrong`` with the last answer; empty for a question about several.
    """
    return Card(STOPPED, {"command": command, "wrong": wrong})
