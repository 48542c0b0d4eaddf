"""Requests that are wrong in one place: wrong types, missing members, 100 kB, deep, odd Unicode."""

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st

from tests.sandbox.requests import Request

LONG = 100_000
DEEP = 5_000
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Wire:
    """What is really sent. `path` is percent-encoded, `content` None for no body."""

    path: str
    query: Mapping[str, str]
    content: bytes | None
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


odd_text = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", " ", "\x00", "\u202eabc", "e\u0301" * 20, "\ufeff", "👨‍👩‍👧‍👦", "０１２", "-1", "NaN"]
    ),
    st.just("界" * (LONG // 3)),
)
"""Text that can be written in UTF-8."""

half_pairs = st.sampled_from(["\ud800", "a\udfff", "\udc80\ud800"])
"""Half of a surrogate pair: JSON can say it, UTF-8 cannot."""

numbers = st.one_of(
    st.integers(-3, 3),
    st.integers(-(1 << 70), 1 << 70),
    st.floats(allow_nan=False, allow_infinity=False),
)

junk: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, odd_text, half_pairs),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.text(max_size=8), half_pairs), inner, max_size=4),
    ),
    max_leaves=6,
)
"""Any JSON."""

raw_bodies = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"",
            b"{",
            b"nul",
            b"\xff\xfe{}",
            b'{"a":1}{"b":2}',
            b"[" * DEEP + b"]" * DEEP,
            b'{"a":' * DEEP + b"1" + b"}" * DEEP,
            b'{"name":NaN,"quota":Infinity}',
            b'{"a":"\\ud800"}',
            b'{"a":1' + b"0" * 5000 + b"}",
            b'"' + b"x" * LONG + b'"',
        ]
    ),
)
"""Bodies that are no JSON, or JSON nobody expects."""

content_types = st.sampled_from(
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "*/*", "a;b;=c"]
)


@st.composite
def wrong(draw: st.DrawFn, template: str, good: Request) -> Wire:
    """A request of the API with the path `template`, made wrong in one way."""
    ways: list[Callable[[st.DrawFn, str, Request], Wire]] = [_raw, _typed, _changed_query]
    ways += [_changed_body] * 6 if good.body is not None else []
    ways += [_changed_path] if good.path else []
    return draw(st.sampled_from(ways))(draw, template, good)


@st.composite
def wrong_json(draw: st.DrawFn, good: Any) -> Any:
    """A JSON value like `good` in which one thing was replaced, dropped or added."""
    if draw(st.integers(0, 9)) == 0:
        return draw(junk)
    value = deepcopy(good)
    place = draw(st.sampled_from(list(_places(value))))
    holder = value
    for step in place[:-1]:
        holder = holder[step]
    if isinstance(place[-1], str) and draw(st.integers(0, 4)) == 0:
        del holder[place[-1]]
    else:
        holder[place[-1]] = draw(junk)
    return value


def as_wire(template: str, request: Request) -> Wire:
    """A request as it is, ready to be sent."""
    content = None if request.body is None else json.dumps(request.body).encode()
    query = {name: str(value) for name, value in request.query.items()}
    kind = "" if request.headers else "application/json"
    return Wire(filled(template, request.path), query, content, kind, request.headers)


def filled(template: str, values: Mapping[str, str]) -> str:
    """The path with its placeholders filled in."""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", quote(value, safe=""))
    return template


def _raw(draw: st.DrawFn, template: str, good: Request) -> Wire:
    wire = as_wire(template, good)
    return replace(wire, content=draw(raw_bodies))


def _typed(draw: st.DrawFn, template: str, good: Request) -> Wire:
    wire = as_wire(template, good)
    return replace(wire, content_type=draw(content_types))


def _changed_query(draw: st.DrawFn, template: str, good: Request) -> Wire:
    wire = as_wire(template, good)
    query = dict(wire.query)
    name = draw(st.one_of(st.sampled_from([*query, "unionId"]), st.text(max_size=8)))
    if draw(st.booleans()):
        query.pop(name, None)
    else:
        query[name] = draw(_short_text)
    return replace(wire, query=query)


def _changed_path(draw: st.DrawFn, template: str, good: Request) -> Wire:
    name = draw(st.sampled_from(list(good.path)))
    return as_wire(template, good.but(**{name: draw(_short_text)}))


def _changed_body(draw: st.DrawFn, template: str, good: Request) -> Wire:
    wire = as_wire(template, good)
    body = draw(wrong_json(good.body))
    return replace(wire, content=json.dumps(body).encode())


_short_text = st.one_of(
    st.text(max_size=30), st.sampled_from(["\x00", "\u202e", "%", "a/b", "x" * 9000])
)
"""Text for an address, of which servers take 64 kB at most."""


def _places(value: Any, before: Path = ()) -> Iterator[Path]:
    """Every place in a JSON value where something stands, and one more in each object."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield (*before, name)
            yield from _places(member, (*before, name))
    if isinstance(value, list):
        for index, member in enumerate(value):
            yield (*before, index)
            yield from _places(member, (*before, index))
