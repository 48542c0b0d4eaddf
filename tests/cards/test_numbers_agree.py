"""Wherever a card shows what is used of a limit, its numbers agree with one another."""

import functools
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.cards import Cards, Rendered
from bot.drive.fullness import share
from bot.i18n import LOCALES
from bot.sizes import GB, UNITS, percent_of
from tests.cards.examples import EXAMPLES
from tests.cards.organisation import NOW
from tests.catalogue import TEMPLATES

CARDS = Cards(TEMPLATES)
TB = 1 << 40

SIZE = r"[<>]?[\d,.]+ (?:[KMGTPE]?B)"
OF = {
    "en": re.compile(rf"(?P<used>{SIZE}) of (?P<limit>{SIZE})"),
    "zh": re.compile(rf"(?P<used>{SIZE}) ?/ ?(?P<limit>{SIZE})"),
}
LEFT = re.compile(
    rf"(?:剩余|还剩|剩|[Ll]eft|Free)[：: ]*\**(?P<after>{SIZE})|(?P<before>{SIZE})\** left"
)
PERCENT = re.compile(r"(?<![<\d])(?P<percent>\d+)%")

SIZES = st.tuples(
    st.sampled_from([5, 20, 50, 96, 500, 1000]),
    st.sampled_from([GB, TB]),
    st.one_of(
        st.integers(0, 130).map(lambda percent: Fraction(percent, 100)),
        st.fractions(0, 1),
        st.integers(2, 10**5).map(lambda many: 1 - Fraction(1, many)),
    ),
)


def resized(value: Any, used: int, limit: int) -> Any:
    """Give everything that is used of a limit these numbers; what has none stays without."""
    if is_dataclass(value) and not isinstance(value, type):
        names = {each.name for each in fields(value)}
        if names >= {"used", "quota"} and value.used is not None and value.quota:  # type: ignore[attr-defined]  # it has both
            return replace(value, used=used, quota=limit)
        return value
    if isinstance(value, Mapping):
        sizes = _sizes(value, used, limit)
        return {
            name: sizes[name] if name in sizes else resized(each, used, limit)
            for name, each in value.items()
        }
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(resized(each, used, limit) for each in value)
    return value


def _sizes(value: Mapping[str, Any], used: int, limit: int) -> dict[str, Any]:
    name = "total" if "total" in value and "quota" not in value else "quota"
    if value.get("used") is None or not value.get(name) or "share" in value:
        return {}
    return {"used": used, name: limit, "ratio": share(used, limit)}


def faces(name: str, used: int, limit: int) -> dict[str, Rendered]:
    card = EXAMPLES[name]
    worse = replace(card, data=resized(card.data, used, limit))
    return {language: CARDS.render(worse, language, now=NOW) for language in LOCALES}


def bytes_of(text: str) -> Fraction:
    number, unit = text.strip("<>").split(" ")
    return Fraction(number.replace(",", "")) * (1 << 10 * UNITS.index(unit))


def lines(face: Rendered, language: str) -> list[tuple[str, re.Match[str]]]:
    """Give the lines that show what is used of a limit."""
    text = f"{face.title}\n{face.preview}\n{face.body}".replace("\u00a0", " ")
    found = [(line, OF[language].search(line)) for line in text.split("\n")]
    return [(line, each) for line, each in found if each is not None]


def check(face: Rendered, language: str, ratio: Fraction) -> None:
    shown = lines(face, language)
    for line, each in shown:
        filled, whole = bytes_of(each["used"]), bytes_of(each["limit"])
        is_exact = not each["used"].startswith(("<", ">"))
        assert not is_exact or percent_of(filled / whole) == percent_of(ratio)
        assert not is_exact or (filled < whole, filled > whole) == (ratio < 1, ratio > 1)
        for percent in PERCENT.finditer(line):
            assert int(percent["percent"]) == percent_of(ratio), line
    # What the rest of an example says, it says of numbers that are not over their limit.
    for used, limit, left in said_left(face, language) if ratio <= 1 else ():
        total, whole = bytes_of(used) + bytes_of(left), bytes_of(limit)
        alike = len({each.rpartition(" ")[2] for each in (used, limit, left)}) == 1
        if alike and "<" not in used + left:
            assert total == whole, face.body
        else:
            assert abs(total - whole) <= whole / 100, face.body


def said_left(face: Rendered, language: str) -> list[tuple[str, str, str]]:
    """Give what is used, its limit, and what is left by the same line or the one below."""
    said = face.body.replace("\u00a0", " ").split("\n")
    found = []
    for line, below in zip(said, [*said[1:], ""], strict=True):
        shown, left = OF[language].search(line), LEFT.search(f"{line}\n{below}")
        if shown and left:
            found.append((shown["used"], shown["limit"], left["after"] or left["before"]))
    return found


@functools.cache
def showing() -> list[str]:
    """Give the examples that show what is used of a limit; found by drawing them, so not on import."""
    card = {name: faces(name, 7 * GB, 20 * GB)["en"] for name in EXAMPLES}
    return [name for name, face in card.items() if lines(face, "en")]


def test_the_cards_with_numbers_are_found() -> None:
    templates = {EXAMPLES[name].template for name in showing()}

    assert templates >= {"space", "spaces", "quota", "quota_space", "quota_top", "digest", "using"}
    assert templates >= {"alert", "alerts", "alert_trend", "alert_room", "alert_soft_quota"}


@settings(max_examples=6, phases=[Phase.generate])
@given(st.data())
def test_used_left_limit_and_percent_of_a_card_agree(data: st.DataObject) -> None:
    """Each card with six sizes, each its own; a failure names its card, and is not made smaller."""
    for name in showing():
        many, unit, ratio = data.draw(SIZES, name)
        limit = many * unit
        used = int(limit * ratio)
        for language, face in faces(name, used, limit).items():
            check(face, language, Fraction(used, limit))


@pytest.mark.parametrize("language", LOCALES)
def test_what_is_nearly_full_says_what_is_left(language: str) -> None:
    """So that the rule above has something to hold."""
    left = [
        name for name in showing() if said_left(faces(name, 19 * GB, 20 * GB)[language], language)
    ]

    assert {EXAMPLES[name].template for name in left} >= {"space", "quota", "alert"}
