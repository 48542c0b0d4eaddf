"""What stands in the title of whatever fills up: what is left, or when it ends.

A row as :func:`bot.alerts.cards.rows.headline_of` gives it becomes one line of text in the language
of the card.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from bot.cards.escaping import plain
from bot.i18n import N_, Texts

_WHOLE = N_("Total capacity")
_SAMPLE = N_("Sample space")

_STANDS: Final[Mapping[str, str]] = {
    "over": N_("%(name)s is over its limit"),
    "full": N_("%(name)s is full"),
    "resolved": N_("%(name)s: back to normal"),
    "gone": N_("%(name)s: no longer watched"),
    "released": N_("%(name)s: alerts are off here"),
    "odd": N_("%(name)s: unusual numbers"),
}
_ENDS: Final[Mapping[tuple[str, bool], str]] = {
    ("soon", False): N_("%(name)s may be full within hours"),
    ("days", False): N_("%(name)s: full in about 1 day"),
    ("days", True): N_("%(name)s: full in about %(num)s days"),
    ("weeks", False): N_("%(name)s: full in about 1 week"),
    ("weeks", True): N_("%(name)s: full in about %(num)s weeks"),
    ("months", False): N_("%(name)s: full in about 1 month"),
    ("months", True): N_("%(name)s: full in about %(num)s months"),
}
_LEFT = N_("%(name)s: %(free)s left")
_USED = N_("%(name)s: %(used)s used")


def headlines(texts: Texts) -> Callable[..., str]:
    """Give the encoder of such rows in one language."""

    def headline(row: Mapping[str, Any], most: int = 800) -> str:
        """Say in one line how something stands, its name cut to ``most`` bytes."""
        message, values = _said(row, texts)
        name = _named(row, most, texts)
        return texts.about(message, name) % {"name": name, **values}

    return headline


def _said(row: Mapping[str, Any], texts: Texts) -> tuple[str, Mapping[str, str]]:
    used, quota, ends = row["used"], row["quota"], row["full"]
    if row["state"] in _STANDS:
        return _STANDS[row["state"]], {}
    if ends:
        is_many = ends["unit"] != "soon" and ends["num"] > 1
        return _ENDS[ends["unit"], is_many], {"num": texts.number(ends["num"])}
    if used is None or quota is None:
        return _USED, {"used": texts.size(used)}
    return _LEFT, {"free": texts.left_of(used, quota)}


def _named(row: Mapping[str, Any], most: int, texts: Texts) -> str:
    """Give what it is called."""
    if row["sample"] or row["organisation"]:
        return texts.say(_SAMPLE if row["sample"] else _WHOLE)
    return plain(row["name"], most)
