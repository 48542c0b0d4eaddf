"""YAML as texts, lists and members that know their lines: nothing in a file becomes anything else.

A file was written by people, and perhaps not by friends. So tags, anchors and aliases (which make a
small file a huge one) are refused, nesting is shallow, and no value is guessed: ``22:00`` is not a
number, ``off`` is not false.

PyYAML parses, and this adds what no reader does: strictyaml 1.7 takes no lists in brackets and
needs 20 s for 470 kB, ruamel.yaml 0.19 follows aliases and needs 8 s, and deep nesting ends both in
a RecursionError.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

import yaml

from bot.errors.files import BadFile, Problem
from bot.i18n import N_

DEEPEST = 8

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a machine for which the library was built without its faster half
    from yaml import SafeLoader as Loader  # type: ignore[assignment]  # the same to us

NOT_YAML = N_("This is not valid YAML.")
NOTHING = N_("The file is empty.")
TOO_DEEP = N_("This is nested too deeply.")
NO_ALIASES = N_("Anchors and aliases (& and *) are not supported.")
NO_TAGS = N_("Tags (!) are not supported.")
ONE_DOCUMENT = N_("Only one YAML document is allowed, and a second one starts here.")
NO_NAME = N_("A name must be text.")
TWICE = N_("This appears twice.")

Value = str | list["Value"] | dict[str, "Value"]
Place = tuple[str | int, ...]
"""The way to a value: names of members, and indices of lists from 0."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says, and the lines on which its values and the names of members begin; lines
    count from 1.
    """

    value: Value
    values: dict[Place, int] = field(default_factory=dict)
    names: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """Give the line of a value, or of what it is missing in; 0 for the whole file."""
        while place not in self.values:
            place = place[:-1]
            if not place:
                return 0
        return self.values[place]


def parse(text: str) -> Parsed:
    """Read a document; raises BadFile with the line it could not go on from."""
    try:
        return _Parsing(text).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _refuse(mark.line + 1 if mark else 0, NOT_YAML, _line(text, mark.line) if mark else "")
    except yaml.YAMLError as error:
        # Characters that no YAML file may hold; only a place is told, and not by every reader.
        place = getattr(error, "position", None) or 0
        _refuse(text.count("\n", 0, place) + 1, NOT_YAML)


class _Parsing:
    """Takes the events of one document."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=Loader)
        self._values: dict[Place, int] = {}
        self._names: dict[Place, int] = {}

    def document(self) -> Parsed:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            _refuse(0, NOTHING)
        value = self._value(next(self._events), ())
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            _refuse(_at(after), ONE_DOCUMENT)
        return Parsed(value, self._values, self._names)

    def _value(self, event: yaml.Event, place: Place) -> Value:
        _check(event, len(place))
        self._values[place] = _at(event)
        match event:
            case yaml.ScalarEvent():
                return str(event.value)
            case yaml.SequenceStartEvent():
                return self._items(place)
            case _:
                return self._members(place)

    def _items(self, place: Place) -> list[Value]:
        items: list[Value] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*place, len(items))))
        return items

    def _members(self, place: Place) -> dict[str, Value]:
        members: dict[str, Value] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            name = self._name(event, place)
            if name in members:
                _refuse(_at(event), TWICE, name)
            self._names[*place, name] = _at(event)
            members[name] = self._value(next(self._events), (*place, name))
        return members

    def _name(self, event: yaml.Event, place: Place) -> str:
        _check(event, len(place) + 1)
        if not isinstance(event, yaml.ScalarEvent):
            _refuse(_at(event), NO_NAME)
        return str(event.value)


def _check(event: yaml.Event, depth: int) -> None:
    """Refuse what no file of ours has."""
    line = _at(event)
    if depth > DEEPEST:
        _refuse(line, TOO_DEEP)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        _refuse(line, NO_ALIASES)
    if getattr(event, "tag", None):
        _refuse(line, NO_TAGS)


def _at(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _line(text: str, index: int) -> str:
    lines = text.splitlines()
    return lines[index].strip() if index < len(lines) else ""


def _refuse(line: int, reason: str, given: str = "") -> NoReturn:
    raise BadFile((Problem(line, "", given, reason),))
