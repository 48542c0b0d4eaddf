"""What all readers of times begin with: a copy in which numbers are digits."""

import re
from typing import Final

from bot.language import CHINESE, TOO_LONG, english_in_digits, in_digits, normalise, unquoted

LONGEST: Final = 100
_NUMERAL = re.compile(rf"(?<!周)(?<!星期)(?<!礼拜){CHINESE}")


class Unclear(ValueError):
    """This is no time, or could be several: ``reason`` is a message of the catalogue, ``values``
    what it names.
    """

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def spoken(text: str, most: int = LONGEST) -> str:
    """Give the copy that is matched: all alike is the same, and ``十点半`` is ``10点半``.

    Raises Unclear for what is longer than ``most`` characters.

    A numeral behind ``周`` is a day of the week. What is no number, such as ``三五`` for a few,
    stays as it is, so that nothing is read where it stands.
    """
    if len(text) > most:
        raise Unclear(TOO_LONG)
    return english_in_digits(_NUMERAL.sub(_in_digits, normalise(unquoted(text))))


def _in_digits(found: re.Match[str]) -> str:
    written = in_digits(found[0])
    return found[0] if written is None else written
