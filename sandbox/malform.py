"""The faults `malform` and `malform-push`: an answer or a push that is nearly right.

One member is absent, null, or not of the type or the range that its page says. `message` names it,
as in `spaces.*.usedQuota` with `*` for every row, and `code` the way; what is not named is drawn:
then it is one row or all of them.
"""

import copy
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sandbox.faults import Fault

Place = tuple[str | int, ...]

_HUGE = 1 << 63
WAYS: Mapping[str, Callable[[Any], Any]] = {
    "null": lambda _: None,
    "text": str,
    "number": lambda value: int(value) if str(value).isdigit() else 7,
    "negative": lambda _: -5,
    "huge": lambda _: _HUGE,
    "fraction": lambda _: 1.5,
    "flag": lambda _: True,
    "unknown": lambda _: "SOMETHING_NEW",
    "list": lambda value: [value],
    "object": lambda value: {"value": value},
}
"""What becomes of a value; `absent` takes it away, `extra` puts a member beside it."""
ALL_WAYS = ("absent", "extra", *WAYS)


def malformed(document: Any, fault: Fault) -> Any:
    """The document as this fault leaves it; the same where it has no such member."""
    found = [place for place in places(document) if _is_meant(place, fault.message)]
    if not found:
        return document
    way = fault.code if fault.code in ALL_WAYS else fault.dice.choice(ALL_WAYS)
    for place in reversed(found if fault.message else _drawn(found, fault.dice)):
        document = broken(document, place, way)
    return document


def places(document: Any) -> Iterator[Place]:
    """Every member and every row of a document, at any depth."""
    inner: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(document, dict):
        inner = iter(document.items())
    elif isinstance(document, list):
        inner = iter(enumerate(document))
    for name, value in inner:
        yield (name,)
        yield from ((name, *rest) for rest in places(value))


def broken(document: Any, place: Place, way: str) -> Any:
    """A copy of the document with what stands at this place broken in this way."""
    whole = copy.deepcopy(document)
    inside = whole
    for name in place[:-1]:
        inside = inside[name]
    last: Any = place[-1]
    if way == "absent":
        del inside[last]
    elif way == "extra":
        if isinstance(inside, list):
            inside.append({"new": True})
        else:
            inside["somethingNew"] = {"since": 2027}
    else:
        inside[last] = WAYS[way](inside[last])
    return whole


def _is_meant(place: Place, pattern: str | None) -> bool:
    if pattern is None:
        return True
    names = pattern.split(".")
    return len(names) == len(place) and all(
        name in {"*", str(part)} for name, part in zip(names, place, strict=True)
    )


def _drawn(found: list[Place], dice: random.Random) -> list[Place]:
    """A member of one row or of all; each kind of member is as likely, however many have it."""
    kinds: dict[Place, list[Place]] = {}
    for place in found:
        kind = tuple("*" if isinstance(part, int) else part for part in place)
        kinds.setdefault(kind, []).append(place)
    rows = kinds[dice.choice(list(kinds))]
    return dice.choice([rows, [dice.choice(rows)]])
