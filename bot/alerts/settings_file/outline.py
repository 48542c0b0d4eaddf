"""YAML as plain nodes that know their lines: nothing in a file becomes anything but text.

A file was written by people, and perhaps not by friends. So tags, anchors and aliases (which make a
small file a huge one) are refused, nesting is shallow, and no value is guessed: ``22:00`` is not a
number, ``off`` is not false.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

import yaml

from bot.errors.files import BadFile, Problem
from bot.i18n import N_

DEEPEST = 8

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a machine for which the library was built without its faster half
    from yaml import SafeLoader as Loader  # type: ignore[assignment]  # the same to us

NOT_YAML = N_("This cannot be read as YAML.")
NOTHING = N_("There is nothing in it.")
TOO_DEEP = N_("This is nested too deeply.")
NO_ALIASES = N_("Anchors and aliases (& and *) are not taken.")
NO_TAGS = N_("Tags (!) are not taken.")
ONE_DOCUMENT = N_("A second document begins here; one is taken.")
NO_NAME = N_("A name is one text.")
TWICE = N_("This is said twice.")


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text, as it was written; lines count from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Members:
    """Values by name; ``lines`` are where the names stand."""

    line: int
    members: Mapping[str, "Node"]
    lines: Mapping[str, int]


Node = Scalar | Items | Members


def outline(text: str) -> Node:
    """Read a document; raises BadFile with the line it could not go on from."""
    try:
        return _Reading(text).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _refuse(mark.line + 1 if mark else 0, NOT_YAML, _line(text, mark.line) if mark else "")
    except yaml.YAMLError as error:
        # Characters that no YAML file may hold; only a place is told, and not by every reader.
        place = getattr(error, "position", None) or 0
        _refuse(text.count("\n", 0, place) + 1, NOT_YAML)


class _Reading:
    """Makes nodes of the events of one document."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=Loader)

    def document(self) -> Node:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            _refuse(0, NOTHING)
        node = self._node(next(self._events), 0)
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            _refuse(_at(after), ONE_DOCUMENT)
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = _at(event)
        if depth > DEEPEST:
            _refuse(line, TOO_DEEP)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            _refuse(line, NO_ALIASES)
        if getattr(event, "tag", None):
            _refuse(line, NO_TAGS)
        match event:
            case yaml.ScalarEvent():
                return Scalar(line, event.value)
            case yaml.SequenceStartEvent():
                return self._items(line, depth)
            case _:
                return self._members(line, depth)

    def _items(self, line: int, depth: int) -> Items:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Items(line, tuple(items))

    def _members(self, line: int, depth: int) -> Members:
        members: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            name = self._node(event, depth + 1)
            if not isinstance(name, Scalar):
                _refuse(name.line, NO_NAME)
            if name.text in members:
                _refuse(name.line, TWICE, name.text)
            members[name.text] = self._node(next(self._events), depth + 1)
            lines[name.text] = name.line
        return Members(line, members, lines)


def _at(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _line(text: str, index: int) -> str:
    lines = text.splitlines()
    return lines[index].strip() if index < len(lines) else ""


def _refuse(line: int, reason: str, given: str = "") -> NoReturn:
    raise BadFile((Problem(line, "", given, reason),))
