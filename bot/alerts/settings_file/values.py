"""Values as the settings file writes and reads them, whatever they are of."""

from collections.abc import Callable
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BeforeValidator, PlainValidator

from bot.alerts import notation
from bot.i18n import N_

_ID_CHARACTERS = 256

NOT_A_TEXT = N_("This must be a single value.")
NOT_AN_ID = N_("An ID is a few characters without spaces.")


def as_(read: Callable[[str], Any]) -> PlainValidator:
    """Make a value of one text."""
    return PlainValidator(lambda value: read(text_of(value)))


def text_of(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(NOT_A_TEXT)  # noqa: TRY004 - pydantic takes this one for a refusal
    return value


def at_most(most: int, too_many: str) -> BeforeValidator:
    """Refuse a longer list before all that is in it."""

    def check(value: object) -> object:
        if isinstance(value, list) and len(value) > most:
            raise ValueError(too_many)
        return value

    return BeforeValidator(check)


def one_of(reason: str, *words: str) -> AfterValidator:
    def check(text: str) -> str:
        if text not in words:
            raise ValueError(reason)
        return text

    return AfterValidator(check)


def _id(text: str) -> str:
    if not 0 < len(text) <= _ID_CHARACTERS or not text.isprintable() or " " in text:
        raise ValueError(NOT_AN_ID)
    return text


Id = Annotated[str, AfterValidator(_id)]
Answer = Annotated[bool, as_(notation.read_answer)]


def scalar(text: str) -> str:
    """Write any text on one line, so that every reader of YAML reads a text."""
    text = text.encode("utf-8", "replace").decode()
    style = None if text.isprintable() else '"'
    written_ = yaml.safe_dump(text, default_style=style, allow_unicode=True, width=1 << 30)
    return str(written_).removesuffix("\n").removesuffix("\n...")
