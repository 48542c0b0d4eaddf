"""Who is told, as a file that people keep, edit and send back.

A file says everything of each conversation it names: what is left out there is not wanted. One that
it does not name stays as it is, and ``remove: yes`` takes one out. What a member asked for
themselves is in no file: it is theirs, and only they may change it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

import yaml

from bot.alerts import written
from bot.alerts.placement import Placement
from bot.alerts.settings_file.outline import Items, Members, Node, Scalar, outline
from bot.errors.files import BadFile, Problem
from bot.i18n import LOCALES, N_
from bot.messages import Conversation
from bot.quota.samples import ORGANISATION

VERSION = "1"
ALL = "all"
THE_ORGANISATION = "organisation"
"""Stands for the organisation's capacity among the spaceIds; those of DingTalk are digits."""

MOST_PROBLEMS = 20
MOST_SHOWN = 100
"""Characters of a file that are shown again, where something is wrong with them."""
_ID_CHARACTERS = 256
_TITLE_CHARACTERS = 256
_NAME_CHARACTERS = 60

HEAD = (
    "# 谁会收到空间容量提醒。改好后在单聊中把这个文件（或它的 .zip）发给机器人：",
    "# 先显示差异，确认后才生效。",
    "# Who is told when a space fills up. Edit it and send it, or its .zip, to the bot in your",
    "# single chat: it shows what would change, and changes it once you say yes. A conversation",
    "# that is not in here stays as it is; “remove: yes” takes one out. Members' own alerts are",
    "# theirs, and not in here.",
)

NOT_MEMBERS = N_("Members belong here, such as “id: …”.")
NOT_A_LIST = N_("A list belongs here.")
NOT_A_TEXT = N_("One value belongs here.")
UNKNOWN_MEMBER = N_("I do not know this member.")
MISSING = N_("This is missing.")
OTHER_VERSION = N_("I read version 1.")
NOT_AN_ID = N_("An id is a few characters without blanks.")
NOT_A_KIND = N_("This is group or single.")
NOT_A_LANGUAGE = N_("This is zh or en.")
SAID_TWICE = N_("This conversation was named before.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file says of one conversation, and on which line it begins.

    ``placement`` holds only what files say: who placed it, and when, is nobody and never. The
    conversation's kind is empty where the file does not tell it.
    """

    placement: Placement
    line: int
    removed: bool = False


def wish_of(placement: Placement, now: int) -> Placement:
    """Give what a file can say of a placement at ``now``: neither who placed it nor its past."""
    muted = placement.is_muted(now)
    return replace(
        placement,
        by="",
        at=0,
        checked=0,
        refused=None,
        muted_until=written.to_the_minute(placement.muted_until) if muted else 0,
        digest=placement.digest and replace(placement.digest, last=0),
    )


def dump(
    placements: Mapping[str, Placement], names: Mapping[str, str], *, zone: str, now: int
) -> str:
    """Write the file; ``names`` of spaces stand beside their ids, and mean nothing."""
    lines = [*HEAD, f"version: {VERSION}", "conversations:"]
    told = sorted((each for each in placements.values() if not each.personal), key=_order)
    for placement in told:
        lines += lines_of(wish_of(placement, now), names, zone)
    if not told:
        lines[-1] += " []"
    return "\n".join(lines) + "\n"


def lines_of(wish: Placement, names: Mapping[str, str], zone: str) -> Iterator[str]:
    """Write one conversation."""
    here = wish.conversation
    yield f"  - id: {_scalar(here.id)}"
    if here.title:
        yield f"    title: {_scalar(here.title)}"
    yield f"    kind: {here.kind}"
    if wish.user_id is not None:
        yield f"    user: {_scalar(wish.user_id)}"
    yield from _space_lines(wish.spaces, names)
    said = said_of(wish, zone)
    for name, (attribute, _) in _WISHES.items():
        if attribute in said:
            yield f"    {name}: {said[attribute]}"


def said_of(wish: Placement, zone: str) -> dict[str, str]:
    """Say wishes as a file does, by member of the placement; what is as for everybody is left out.

    Spaces have lines of their own.
    """
    said: dict[str, str] = {}
    if wish.language is not None:
        said["language"] = wish.language
    if wish.levels is not None:
        said["levels"] = _list(map(written.write_level, wish.levels))
    if wish.quiet is not None:
        said["quiet"] = written.write_quiet(wish.quiet)
    said |= _days_said(wish)
    if wish.patience is not None:
        said["patience"] = written.write_span(wish.patience)
    if wish.muted_until:
        said["muted_until"] = written.write_moment(wish.muted_until, zone)
    if wish.digest is not None:
        said["digest"] = written.write_digest(wish.digest)
    if not wish.alerts:
        said["alerts"] = written.write_answer(wish.alerts)
    return said


def _days_said(wish: Placement) -> dict[str, str]:
    said: dict[str, str] = {}
    if wish.holidays:
        said["holidays"] = _list(map(str, sorted(wish.holidays)))
    if wish.worked:
        said["worked"] = _list(map(str, sorted(wish.worked)))
    if wish.china:
        said["china"] = written.write_answer(wish.china)
    return said


def load(text: str, *, zone: str) -> tuple[Wanted, ...]:
    """Read a file; raises BadFile with everything that is wrong in it, up to 20 problems.

    A moment without an offset is one of ``zone``.
    """
    reading = _Reading(zone)
    wanted = reading.file(outline(text))
    if reading.problems:
        raise BadFile(tuple(reading.problems[:MOST_PROBLEMS]))
    return wanted


class ReadIn(Protocol):
    """Reads a value that may lie in a time zone."""

    def __call__(self, node: Node, zone: str) -> Any: ...


class _Unfit(Exception):
    """A value cannot be used."""

    def __init__(self, node: Node, reason: str) -> None:
        super().__init__(reason)
        self.line = node.line
        self.given = node.text if isinstance(node, Scalar) else ""
        self.reason = reason


class _Reading:
    """Reads one file and keeps what is wrong in it."""

    def __init__(self, zone: str) -> None:
        self.problems: list[Problem] = []
        self._zone = zone

    def file(self, node: Node) -> tuple[Wanted, ...]:
        members = self._members(node, {"version", "conversations"})
        if "version" in members:
            self._value("version", members["version"], _version)
        if "conversations" not in members:
            self._wrong(0, "conversations", "", MISSING)
            return ()
        entries = self._value("conversations", members["conversations"], _items) or ()
        read = [self._entry(each) for each in entries]
        return tuple(self._once([each for each in read if each is not None]))

    def _entry(self, node: Node) -> Wanted | None:
        members = self._members(node, {"id", "title", "kind", "user", "remove", *_WISHES})
        about = {
            name: self._value(name, members[name], read)
            for name, read in _ABOUT.items()
            if name in members
        }
        wishes = {
            attribute: self._value(name, members[name], partial(read, zone=self._zone))
            for name, (attribute, read) in _WISHES.items()
            if name in members
        }
        removed = about.get("remove") is True
        for name in ("id",) if removed else ("id", "spaces"):
            if isinstance(node, Members) and name not in members:
                self._wrong(node.line, name, "", MISSING)
        here = Conversation(
            about.get("id") or "", about.get("kind") or "", about.get("title") or ""
        )
        if self.problems:
            return None
        return Wanted(
            Placement(here, "", 0, user_id=about.get("user"), **wishes), node.line, removed
        )

    def _members(self, node: Node, known: set[str]) -> Mapping[str, Node]:
        if not isinstance(node, Members):
            self._unfit("", _Unfit(node, NOT_MEMBERS))
            return {}
        for name, line in node.lines.items():
            if name not in known:
                self._wrong(line, name, "", UNKNOWN_MEMBER)
        return node.members

    def _value(self, name: str, node: Node, read: Callable[[Node], Any]) -> Any:
        try:
            return read(node)
        except _Unfit as unfit:
            self._unfit(name, unfit)

    def _once(self, wanted: list[Wanted]) -> Iterator[Wanted]:
        seen = set()
        for each in wanted:
            name = each.placement.conversation.id
            if name in seen:
                self._wrong(each.line, "id", name, SAID_TWICE)
            seen.add(name)
            yield each

    def _unfit(self, name: str, unfit: _Unfit) -> None:
        self._wrong(unfit.line, name, unfit.given, unfit.reason)

    def _wrong(self, line: int, field: str, given: str, reason: str) -> None:
        self.problems.append(Problem(line, field[:MOST_SHOWN], given[:MOST_SHOWN], reason))


def _items(node: Node) -> tuple[Node, ...]:
    if not isinstance(node, Items):
        raise _Unfit(node, NOT_A_LIST)
    return node.items


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise _Unfit(node, NOT_A_TEXT)
    return node.text


def _version(node: Node) -> None:
    if _text(node) != VERSION:
        raise _Unfit(node, OTHER_VERSION)


def _id(node: Node) -> str:
    text = _text(node)
    if not 0 < len(text) <= _ID_CHARACTERS or not text.isprintable() or " " in text:
        raise _Unfit(node, NOT_AN_ID)
    return text


def _one_of(reason: str, *words: str) -> Callable[[Node], str]:
    def read(node: Node) -> str:
        if (text := _text(node)) not in words:
            raise _Unfit(node, reason)
        return text

    return read


def _spaces(node: Node) -> frozenset[str] | None:
    if isinstance(node, Scalar) and node.text == ALL:
        return None
    ids = map(_id, _items(node))
    return frozenset(ORGANISATION if each == THE_ORGANISATION else each for each in ids)


def _read(read: Callable[[str], Any]) -> Callable[[Node], Any]:
    """Read one value; what is wrong with it is told with its line."""

    def of(node: Node) -> Any:
        text = _text(node)
        try:
            return read(text)
        except ValueError as wrong:
            raise _Unfit(node, str(wrong)) from wrong

    return of


def _each(
    read: Callable[[str], Any], make: Callable[[Iterator[Any]], Any], most: int, too_many: str
) -> Callable[[Node], Any]:
    """Read a list of at most so many values."""

    def of(node: Node) -> Any:
        items = _items(node)
        if len(items) > most:
            raise _Unfit(node, too_many)
        return make(map(_read(read), items))

    return of


def _anywhere(read: Callable[[Node], Any]) -> ReadIn:
    """Take a reader that no time zone matters to."""

    def of(node: Node, zone: str) -> Any:  # noqa: ARG001 - the zone of all readers
        return read(node)

    return of


def _moment(node: Node, zone: str) -> int:
    return int(_read(partial(written.read_moment, zone=zone))(node))


_ABOUT: Mapping[str, Callable[[Node], Any]] = {
    "id": _id,
    "title": lambda node: _text(node)[:_TITLE_CHARACTERS],
    "kind": _one_of(NOT_A_KIND, "group", "single"),
    "user": _id,
    "remove": _read(written.read_answer),
}
_WISHES: Mapping[str, tuple[str, ReadIn]] = {
    "language": ("language", _anywhere(_one_of(NOT_A_LANGUAGE, *LOCALES))),
    "spaces": ("spaces", _anywhere(_spaces)),
    "levels": (
        "levels",
        _anywhere(_each(written.read_level, tuple, written.MOST_LEVELS, written.TOO_MANY_LEVELS)),
    ),
    "quiet": ("quiet", _anywhere(_read(written.read_quiet))),
    "holidays": (
        "holidays",
        _anywhere(_each(written.read_day, frozenset, written.MOST_DAYS, written.TOO_MANY_DAYS)),
    ),
    "worked": (
        "worked",
        _anywhere(_each(written.read_day, frozenset, written.MOST_DAYS, written.TOO_MANY_DAYS)),
    ),
    "china": ("china", _anywhere(_read(written.read_answer))),
    "patience": ("patience", _anywhere(_read(written.read_span))),
    "muted until": ("muted_until", _moment),
    "digest": ("digest", _anywhere(_read(written.read_digest))),
    "alerts": ("alerts", _anywhere(_read(written.read_answer))),
}


def _space_lines(spaces: frozenset[str] | None, names: Mapping[str, str]) -> Iterator[str]:
    if spaces is None:
        yield f"    spaces: {ALL}"
        return
    yield "    spaces:" if spaces else "    spaces: []"
    for space_id in sorted(spaces):
        word = THE_ORGANISATION if space_id == ORGANISATION else _scalar(space_id)
        name = _on_one_line(names.get(space_id, ""))
        yield f"      - {word} # {name}" if name else f"      - {word}"


def _list(words: Iterator[str]) -> str:
    return f"[{', '.join(words)}]"


def _scalar(text: str) -> str:
    """Write any text on one line, so that every reader of YAML reads a text."""
    text = text.encode("utf-8", "replace").decode()
    style = None if text.isprintable() else '"'
    written_ = yaml.safe_dump(text, default_style=style, allow_unicode=True, width=1 << 30)
    return str(written_).removesuffix("\n").removesuffix("\n...")


def _on_one_line(name: str) -> str:
    """Make a name a comment that nothing can follow."""
    shown = "".join(each if each.isprintable() else " " for each in name[:_NAME_CHARACTERS])
    return " ".join(shown.split())


def _order(placement: Placement) -> tuple[str, str, str]:
    here = placement.conversation
    return here.kind, here.title, here.id
