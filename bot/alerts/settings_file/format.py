"""Who is told, as a file that people keep, edit and send back.

A file says everything of each conversation it names: what is left out there is not wanted. One that
it does not name stays as it is, and ``remove: yes`` takes one out. What a member asked for
themselves is in no file: it is theirs, and only they may change it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    ValidationInfo,
)

from bot.alerts import notation
from bot.alerts.hours import Quiet
from bot.alerts.settings_file.rules import RuleEntry, WantedRule, check_once, lines_of_rules
from bot.alerts.settings_file.strict_yaml import Parsed, Place, parse
from bot.alerts.settings_file.values import (
    NOT_A_TEXT,
    Answer,
    Id,
    as_,
    at_most,
    one_of,
    scalar,
    text_of,
)
from bot.alerts.subscription import Digest, Subscription
from bot.errors.files import BadFile, Problem
from bot.i18n import LOCALES, N_
from bot.messages import Conversation
from bot.policy.rule import PolicyRule
from bot.quota.limits import Level, in_order
from bot.quota.samples import ORGANISATION
from bot.times import write_span

VERSION = "1"
ALL = "all"
THE_ORGANISATION = "organisation"
"""Stands for the organisation's capacity among the spaceIds; those of DingTalk are digits."""

MOST_PROBLEMS = 20
MOST_SHOWN = 100
"""Characters of a file that are shown again, where something is wrong with them."""
_TITLE_CHARACTERS = 256
_NAME_CHARACTERS = 60

HEAD = (
    "# 谁会收到空间容量提醒。改好后在单聊中把这个文件（或它的 .zip）发给机器人：",
    "# 先显示差异，确认后才生效。",
    "# Who is told when a space fills up. Edit it and send it, or its .zip, to the bot in your",
    "# single chat: it shows what would change, and changes it once you say yes. A conversation",
    "# that is not in here stays as it is; “remove: yes” takes one out. Members' own alerts are",
    "# theirs, and not in here. “rules” say who may use which command where; those that are not in",
    "# here stay, too. rules 是谁可以在哪里使用哪些命令；没有写在这里的保持不变。",
)

NOT_MEMBERS = N_("This must be fields, such as “id: …”.")
NOT_A_LIST = N_("This must be a list.")
UNKNOWN_MEMBER = N_("This field is not known.")
MISSING = N_("This is missing.")
OTHER_VERSION = N_("Only version 1 is supported.")
NOT_A_KIND = N_("This must be group or single.")
NOT_A_LANGUAGE = N_("This must be zh or en.")
SAID_TWICE = N_("This conversation appears twice.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file says of one conversation, and on which line it begins.

    ``subscription`` holds only what files say: who placed it, and when, is nobody and never. The
    conversation's kind is empty where the file does not tell it.
    """

    subscription: Subscription
    line: int
    removed: bool = False


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What a file says: of conversations, and of rules."""

    conversations: tuple[Wanted, ...]
    rules: tuple[WantedRule, ...] = ()


def wish_of(subscription: Subscription, now: int) -> Subscription:
    """Give what a file can say of a subscription at ``now``: neither who placed it nor its past."""
    muted = subscription.is_silenced(now)
    return replace(
        subscription,
        by="",
        whose="",
        ended=0,
        at=0,
        checked=0,
        refused=None,
        muted_until=notation.to_the_minute(subscription.muted_until) if muted else 0,
        digest=subscription.digest and replace(subscription.digest, last=0),
    )


def dump(
    subscriptions: Mapping[str, Subscription],
    names: Mapping[str, str],
    rules: Iterable[PolicyRule] = (),
    *,
    zone: str,
    now: int,
) -> str:
    """Write the file; ``names`` of spaces stand beside their ids, and mean nothing."""
    lines = [*HEAD, f"version: {VERSION}", "conversations:"]
    shared = sorted((each for each in subscriptions.values() if not each.personal), key=_order)
    for subscription in shared:
        lines += lines_of(wish_of(subscription, now), names, zone)
    if not shared:
        lines[-1] += " []"
    lines += lines_of_rules(rules)
    return "\n".join(lines) + "\n"


def lines_of(wish: Subscription, names: Mapping[str, str], zone: str) -> Iterator[str]:
    """Write one conversation."""
    here = wish.conversation
    yield f"  - id: {scalar(here.id)}"
    if here.title:
        yield f"    title: {scalar(here.title)}"
    yield f"    kind: {here.kind}"
    if wish.user_id is not None:
        yield f"    user: {scalar(wish.user_id)}"
    yield from _space_lines(wish.spaces, names)
    said = said_of(wish, zone)
    for name, called in _WISHES.items():
        if name in said:
            yield f"    {called}: {said[name]}"


def said_of(wish: Subscription, zone: str) -> dict[str, str]:
    """Say wishes as a file does, by their names here; what is as for everybody is left out.

    Spaces have lines of their own.
    """
    said: dict[str, str] = {}
    if wish.language is not None:
        said["language"] = wish.language
    if wish.levels is not None:
        said["levels"] = _list(map(notation.write_level, wish.levels))
    if wish.quiet is not None:
        said["quiet"] = notation.write_quiet(wish.quiet)
    said |= _days_said(wish)
    if wish.patience is not None:
        said["patience"] = write_span(wish.patience)
    if wish.muted_until:
        said["muted_until"] = notation.write_end(wish.muted_until, zone)
    if wish.digest is not None:
        said["digest"] = notation.write_digest(wish.digest)
    if not wish.alerts:
        said["alerts"] = notation.write_answer(wish.alerts)
    return said


def _days_said(wish: Subscription) -> dict[str, str]:
    said: dict[str, str] = {}
    if wish.holidays:
        said["holidays"] = _list(map(str, sorted(wish.holidays)))
    if wish.worked:
        said["worked"] = _list(map(str, sorted(wish.worked)))
    if wish.china:
        said["china"] = notation.write_answer(wish.china)
    return said


def load(text: str, *, zone: str) -> SettingsFile:
    """Read a file; raises BadFile with everything that is wrong in it, up to 20 problems.

    A moment without an offset is one of ``zone``.
    """
    parsed = parse(text)
    try:
        file = _File.model_validate(parsed.value, context=_Context(zone))
    except ValidationError as wrong:
        raise BadFile(tuple(_problems(wrong, parsed))) from None
    named = file.conversations or ()
    rules = file.rules and [
        each.wanted(parsed.line(("rules", n))) for n, each in enumerate(file.rules)
    ]
    check_once(rules or ())
    return SettingsFile(
        tuple(each.wanted(parsed.line(("conversations", n))) for n, each in enumerate(named)),
        tuple(rules or ()),
    )


@dataclass(frozen=True, slots=True)
class _Context:
    """What one file is read in: a time zone, and the conversations that it has named so far."""

    zone: str
    named: set[str] = field(default_factory=set)


def _problems(wrong: ValidationError, parsed: Parsed) -> Iterator[Problem]:
    """Say what is wrong, in the order of the file."""
    found = (_problem(each, parsed) for each in wrong.errors(include_url=False))
    return islice(sorted(found, key=lambda each: each.line), MOST_PROBLEMS)


def _problem(error: Mapping[str, Any], parsed: Parsed) -> Problem:
    place, given = error["loc"], error["input"]
    is_unknown = error["type"] == "extra_forbidden"
    line = parsed.names[place] if is_unknown else parsed.line(place)
    reason = _REASONS.get(error["type"]) or str(error["ctx"]["error"])
    shown = given if isinstance(given, str) and not is_unknown else ""
    return Problem(line, _member(place)[:MOST_SHOWN], shown[:MOST_SHOWN], reason)


def _member(place: Place) -> str:
    """Give the member of a conversation, or a rule, that an error is in, or that of the file."""
    is_of_one = len(place) > 1 and place[0] in {"conversations", "rules"}
    names = place[2:3] if is_of_one else place[:1]
    return str(*names)


_REASONS = {
    "extra_forbidden": UNKNOWN_MEMBER,
    "missing": MISSING,
    "model_type": NOT_MEMBERS,
    "tuple_type": NOT_A_LIST,
    "frozen_set_type": NOT_A_LIST,
    "string_type": NOT_A_TEXT,
}
"""Our words for pydantic's errors; what a reader of ours refuses it says itself."""


def _named_once(text: str, info: ValidationInfo[_Context]) -> str:
    if text in info.context.named:
        raise ValueError(SAID_TWICE)
    info.context.named.add(text)
    return text


def _needed(value: object, info: ValidationInfo[_Context]) -> object:
    """Let conversations be left out only where there are rules."""
    if value is None and info.data.get("rules", ()) is None:
        raise ValueError(MISSING)
    return value


def _spaces(value: object, info: ValidationInfo[_Context]) -> object:
    """Take ``all`` for None; only who is to be told nothing more may leave them out."""
    if value is None and not info.data.get("remove"):
        raise ValueError(MISSING)
    return None if value == ALL else value


def _moment(value: object, info: ValidationInfo[_Context]) -> int:
    return notation.read_end(text_of(value), info.context.zone)


_SpaceId = Annotated[
    Id, AfterValidator(lambda word: ORGANISATION if word == THE_ORGANISATION else word)
]
_Days = Annotated[
    frozenset[Annotated[date, as_(notation.read_day)]],
    at_most(notation.MOST_DAYS, notation.TOO_MANY_DAYS),
]


class _Entry(BaseModel):
    """One conversation as a file says it."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[Id, AfterValidator(_named_once)]
    title: Annotated[str, AfterValidator(lambda text: text[:_TITLE_CHARACTERS])] = ""
    kind: Annotated[str, one_of(NOT_A_KIND, "group", "single")] = ""
    user: Id | None = None
    remove: Answer = False
    spaces: Annotated[frozenset[_SpaceId] | None, BeforeValidator(_spaces)] = Field(
        None, validate_default=True
    )
    language: Annotated[str, one_of(NOT_A_LANGUAGE, *LOCALES)] | None = None
    levels: (
        Annotated[
            tuple[Annotated[Level, as_(notation.read_level)], ...],
            AfterValidator(in_order),
            at_most(notation.MOST_LEVELS, notation.TOO_MANY_LEVELS),
        ]
        | None
    ) = None
    quiet: Annotated[Quiet | None, as_(notation.read_quiet)] = None
    holidays: _Days = frozenset()
    worked: _Days = frozenset()
    china: Answer = False
    patience: Annotated[int | None, as_(notation.read_patience)] = None
    muted_until: Annotated[int, PlainValidator(_moment)] = Field(0, alias="muted until")
    digest: Annotated[Digest | None, as_(notation.read_digest)] = None
    alerts: Answer = True

    def wanted(self, line: int) -> Wanted:
        """Give what it says; nobody has placed that, and never."""
        here = Conversation(self.id, self.kind, self.title)
        wishes = {name: getattr(self, name) for name in _WISHES if name in self.model_fields_set}
        return Wanted(Subscription(here, "", 0, user_id=self.user, **wishes), line, self.remove)


class _File(BaseModel):
    """What a file says."""

    model_config = ConfigDict(extra="forbid")

    version: Annotated[str, one_of(OTHER_VERSION, VERSION)] = VERSION
    rules: tuple[RuleEntry, ...] | None = None
    conversations: Annotated[tuple[_Entry, ...] | None, BeforeValidator(_needed)] = Field(
        None, validate_default=True
    )


_WISHES: Mapping[str, str] = {
    name: field.alias or name
    for name, field in _Entry.model_fields.items()
    if name not in {"id", "title", "kind", "user", "remove"}
}
"""The members of a subscription that a file may say, and what they are called there."""


def _space_lines(spaces: frozenset[str] | None, names: Mapping[str, str]) -> Iterator[str]:
    if spaces is None:
        yield f"    spaces: {ALL}"
        return
    yield "    spaces:" if spaces else "    spaces: []"
    for space_id in sorted(spaces):
        word = THE_ORGANISATION if space_id == ORGANISATION else scalar(space_id)
        name = _on_one_line(names.get(space_id, ""))
        yield f"      - {word} # {name}" if name else f"      - {word}"


def _list(words: Iterator[str]) -> str:
    return f"[{', '.join(words)}]"


def _on_one_line(name: str) -> str:
    """Make a name a comment that nothing can follow."""
    shown = "".join(each if each.isprintable() else " " for each in name[:_NAME_CHARACTERS])
    return " ".join(shown.split())


def _order(subscription: Subscription) -> tuple[str, str, str]:
    here = subscription.conversation
    return here.kind, here.title, here.id
