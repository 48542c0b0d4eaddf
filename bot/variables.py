"""What is wrong with the variables that the settings are read from, in plain sentences.

None of them tells what a variable holds: it may be a secret.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from rapidfuzz import fuzz, process

from bot.settings import Settings

PREFIX = "SPACEKEEPER_"
KNOWN = tuple(f"{PREFIX}{name}".upper() for name in Settings.model_fields)
NEAR_ENOUGH = 80
"""Of 100: two letters that changed places, or one that is missing."""

_PLAIN: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: "is needed and not set",
    "string_too_short": lambda _: "is needed and empty",
    "too_short": lambda _: "is needed and empty",
    "value_error": lambda given: str(given["error"]),
    "int_parsing": lambda _: "is no whole number",
    "int_from_float": lambda _: "is no whole number",
    "float_parsing": lambda _: "is no number",
    "finite_number": lambda _: "is no number",
    "greater_than": lambda given: f"has to be more than {given['gt']:g}",
    "greater_than_equal": lambda given: f"has to be {given['ge']:g} or more",
    "less_than_equal": lambda given: f"has to be {given['le']:g} or less",
    "literal_error": lambda given: f"has to be {given['expected']}",
    "frozen_set_type": lambda _: "is no list",
    "string_type": lambda _: "holds something that is no text in quotes",
}
"""By pydantic's type of an error, given its context."""


def problems(wrong: ValidationError) -> list[str]:
    """Say of every variable that is missing or wrong what it is, one sentence each."""
    return [
        f"{_variable(error['loc'])}: it {_plain(error['type'], error.get('ctx', {}))}"
        for error in wrong.errors(include_input=False)
    ]


def unknown_here() -> Iterator[tuple[str, str]]:
    """Give those of this process: their names alone, as no field of the settings is theirs."""
    return unknown(os.environ)  # noqa: TID251 - what the settings do not read


def unknown(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give each variable that looks like a setting and is none, with the one that comes nearest,
    empty where none does.
    """
    for name in sorted(names):
        if name.upper().startswith(PREFIX) and name.upper() not in KNOWN:
            said, own = name.upper().removeprefix(PREFIX), [each[len(PREFIX) :] for each in KNOWN]
            near = process.extractOne(said, own, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
            yield name, f"{PREFIX}{near[0]}" if near else ""


def no_setting(near: str) -> str:
    """Say what a variable is that no setting is read from; ``near`` is the nearest that is."""
    meant = f"did you mean {near}?" if near else "docs/settings.md lists every setting."
    return f"there is no such setting, so it does nothing; {meant}"


def _variable(path: tuple[int | str, ...]) -> str:
    return f"{PREFIX}{path[0] if path else ''}".upper()


def _plain(kind: str, given: Mapping[str, Any]) -> str:
    said = _PLAIN.get(kind)
    return said(given) if said else "cannot be read"
