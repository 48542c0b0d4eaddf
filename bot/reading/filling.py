"""Fills a command's arguments with the parts of a sentence."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.errors import UserError
from bot.language import Formed, Narrowed, Which, count_said, order_said, share_said
from bot.language import english_in_digits as digits_in
from bot.messages import Argument
from bot.reading import people, texts
from bot.reading.amounts import sign_of
from bot.reading.filling_files import (
    access_said,
    file_said,
    files_said,
    place_said,
    renamed,
    shared_said,
    small,
    text_of,
    version_said,
    versioned,
)
from bot.reading.folders import with_folder
from bot.reading.parts import TIMES, Kind, Mention
from bot.reading.roles import role_said
from bot.reading.rules import rule_said
from bot.reading.said import Said
from bot.reading.searched import searched_file
from bot.reading.sentence import Sentence
from bot.routing import Route
from bot.times import hour_of_part


@dataclass(frozen=True, slots=True)
class Filled:
    """Arguments as they would be typed.

    ``missing`` is whether one that is needed was not said, ``spare`` the kinds of parts that were
    said and have no place in this command. ``turns`` is the argument that is to be a page of a list
    which nobody numbered.
    """

    raw: Mapping[str, str]
    missing: bool = False
    spare: frozenset[Kind] = frozenset()
    near: bool = False
    turns: str = ""


_FIXED_NAMES: Final[Mapping[str, str]] = {"by": "growing"}
"""What parts of commands are called in the sentences, where that is not their name."""
_READ_WHOLE: Final[Mapping[str, tuple[Kind, ...]]] = {
    "until": ("span", "moment", "days", "clock", "weekly"),
    "time": ("span", "clock", "moment", "days", "weekly"),
    "dates": ("days", "moment", "weekly"),
    "day and time": ("weekly", "moment"),
    "size": ("size",),
    "calls": ("number",),
    "number": ("ordinal", "number", "days"),
    "percent": ("percent", "number"),
    "page": ("page",),
}
"""What kinds of parts an argument of this name may be, the likeliest first."""
_WHOLE: Final = frozenset({"access", "rule"})
"""Arguments that are read from all of a sentence, whatever it is known to give."""
_ASKED_WHOLE: Final = frozenset({"can"})
"""Commands of which one argument is a person, a role and a place."""
_RENAMES: Final = "file rename"
_TAKE_ELSEWHERE: Final = frozenset({"file move", "file copy"})
"""Commands of files of which a space may be where they go."""
_WITH_REASON: Final = frozenset({"request space", "request room", "request access"})
"""Commands whose last argument may end with why."""
_FOR_SEVERAL: Final = frozenset({"grant", "revoke"})
_BARE_HOURS: Final = re.compile(
    r"(?<![0-9:])([0-9]{1,2}) ?(?:to|till|until|and|-|–|~|到|至) ?([0-9]{1,2})(?![0-9:])"
)
_SEVERAL: Final = 2
_BY_ME: Final = re.compile(
    "(?<![a-z])(?:made|created|owned|opened|set up) by me(?![a-z])"
    "|(?<![a-z])i (?:have )?(?:made|created|own|opened|set up)(?: myself)?$"
    "|由?我(?:自己)?(?:新?建|创建|开|弄)(?:立|设)?的"
)
"""Words by which somebody limits a list to what is theirs."""
_LARGEST: Final = "largest first"
_LEADING: Final = re.compile(r"^(?:(?:on|from|at|to|until|till|by|the)(?![a-z]) ?)+|^[到至从由]")
_MONTH_BEHIND: Final = re.compile(r"^([0-9]{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,})$")
_TODAY: Final = frozenset({"today", "今天", "今日"})
_AFTERNOON: Final = re.compile(
    "下午(?![0-9一二三四五六七八九十两])|(?<![a-z])this afternoon(?![a-z])"
)
_USUAL: Final = frozenset({"", "09:00"})
_EACH_DAY: Final = re.compile("每[天日]|天天|(?<![a-z])(?:daily|every ?day|each day)(?![a-z])")
NEXT_LEVEL: Final = re.compile("下一?个?[级档]|更满|再涨|(?<![a-z])(?:next level|gets fuller)")
_KINDLESS: Final[frozenset[Kind]] = frozenset({"quoted", "number"})


def filled(
    route: Route[Any],
    fixed: Mapping[str, str],
    sentence: Sentence,
    gives: Sequence[str] | None = None,
) -> Filled:
    """Fill what a command takes: what its words ``fixed``, and else the parts that were said; of
    what is known to be given, only that.
    """
    raw: dict[str, str] = {}
    near = False
    sentence.goes = route.words in _TAKE_ELSEWHERE
    sentence.several = route.words in _FOR_SEVERAL
    fixed = {_FIXED_NAMES.get(name, name): value for name, value in fixed.items()}
    for argument in _best_known_first(route.takes):
        if gives is not None and argument.name not in {*gives, *_WHOLE, *_orders(argument)}:
            continue
        text = _fixed(argument, fixed.get(argument.name), sentence)
        if text is None and argument.name == "file" and _has_version(route):
            text = versioned(sentence)
        elif text is None:
            text, is_near = _said(argument, sentence)
            near = near or is_near
        elif isinstance(argument, Narrowed) and text:
            text = _joined(text, _count(sentence))
        raw |= {argument.name: text} if text else {}
    if route.words in _ASKED_WHOLE:
        raw = _whole(raw, sentence)
    raw = with_folder(route.words, raw, sentence)
    if route.words == _RENAMES:
        raw |= renamed(sentence, raw)
    if route.words in _WITH_REASON and raw and sentence.why:
        last = next(each.name for each in reversed(route.takes) if each.name in raw)
        raw[last] += f" because {sentence.why}"
    missing = any(each.ask is not None and not raw.get(each.name) for each in route.takes)
    spare = frozenset(part.kind for part in sentence.parts if part not in sentence.used)
    ordered = {each.name: raw[each.name] for each in route.takes if each.name in raw}
    turns = next((name for name, value in fixed.items() if value == "page" and name not in raw), "")
    near = near or any(part.near for part in sentence.used)
    return Filled(ordered, missing, spare - _KINDLESS, near, turns)


def _has_version(route: Route[Any]) -> bool:
    return any(each.name == "version" for each in route.takes)


def _whole(raw: Mapping[str, str], sentence: Sentence) -> dict[str, str]:
    """Give who may do what where as one argument, where a command takes all of it."""
    said = raw.get("person", ""), role_said(sentence.said.copy), place_said(sentence)
    return {"person": _joined(*said)} if all(said) else {}


def _orders(argument: Argument[object]) -> set[str]:
    """An order and a number of rows go with any list."""
    return {argument.name} if isinstance(argument, Narrowed) else set()


def _best_known_first(takes: Sequence[Argument[object]]) -> list[Argument[object]]:
    """A number may be a level as well as a space's number in a list: levels are read first."""
    return sorted(takes, key=lambda each: isinstance(each, Which))


def _fixed(argument: Argument[object], value: str | None, sentence: Sentence) -> str | None:
    match argument.name, value:
        case _, None:
            return None
        case _, "over" | "full" if isinstance(argument, Narrowed) and (share := _share(sentence)):
            return share
        case "words", "over":
            part = sentence.take("percent", "number")
            return f"over {part.text}%" if part else "full"
        case _, "page":
            part = sentence.take("page")
            return f"page {part.text}" if part else None
        case "words", "search":
            return _searched(argument, sentence) or None
        case _, fixed:
            if isinstance(argument, Which):
                sentence.take("space", "ordinal")
            return fixed


def _searched(argument: Argument[object], sentence: Sentence) -> str:
    """Give what is searched for, in names of spaces or of files."""
    if isinstance(argument, Narrowed):
        return texts.searched(sentence.said, list(sentence.every("quoted", "space")))
    return searched_file(sentence.said, list(sentence.every("quoted", "file")))


def _said(argument: Argument[object], sentence: Sentence) -> tuple[str, bool]:
    if isinstance(argument, Which):
        part = sentence.take("space", "ordinal") or small(sentence)
        return (part.text, part.near) if part else ("", False)
    if isinstance(argument, Narrowed):
        return _narrowed(argument, sentence), False
    if isinstance(argument, Formed):
        return rule_said(sentence.said.copy), False
    if argument.name in _FREE:
        return _FREE[argument.name](sentence), False
    return _TAKEN.get(argument.name, _read)(argument, sentence), False


def _narrowed(argument: Argument[object], sentence: Sentence) -> str:
    """Give by what a list is narrowed, in which order it is wanted, and how much of it; a list of
    spaces may be of those that were named alone.
    """
    order = order_said(sentence.said.copy)
    if argument.name != "words":
        largest = order if order == _LARGEST else ""
        return _joined(_share(sentence), largest, _count(sentence))
    which = _share(sentence) or _these(sentence) or _mine(sentence)
    return _joined(which, order, _count(sentence))


def _mine(sentence: Sentence) -> str:
    return "mine" if _BY_ME.search(sentence.said.copy) else ""


def _joined(*texts: str) -> str:
    return " ".join(filter(None, texts))


def _count(sentence: Sentence) -> str:
    count = count_said(sentence.said.copy)
    if count:
        sentence.take("number", "ordinal")
    return count


def _these(sentence: Sentence) -> str:
    named = [each for each in sentence.every("space") if not each.near and '"' not in each.text]
    if len({each.text for each in named}) < _SEVERAL:
        return ""
    sentence.used.update(named)
    return " or ".join(f'"{each.text}"' for each in named)


def _share(sentence: Sentence) -> str:
    """Give what a list is narrowed by, on the side that was said."""
    share = share_said(sentence.said.copy)
    if share is None:
        return ""
    sentence.take("percent", "number")
    return share


def _read(argument: Argument[object], sentence: Sentence) -> str:
    """Give the first part of a fitting kind that the argument's own reader takes."""
    for kind in _READ_WHOLE.get(argument.name, ()):
        for part in sorted(sentence.every(kind), key=_is_named):
            for text in _forms(argument, part):
                if _reads(argument, text):
                    sentence.used.add(part)
                    return text
    return ""


def _is_named(part: Mention) -> bool:
    """A festival that is named beside its days says only why."""
    return not any(sign.isdigit() for sign in part.text)


def _forms(argument: Argument[object], part: Mention) -> list[str]:
    """Give a time as it was said, and without the word that leads to it."""
    bare = _MONTH_BEHIND.sub(r"\2 \1", _LEADING.sub("", part.text).rstrip(" ,."))
    return (
        [bare, part.text]
        if argument.name == "dates" or part.text[0] in "到至"
        else [part.text, bare]
    )


def _reads(argument: Argument[object], text: str) -> bool:
    read: Callable[[str], object] = getattr(argument, "meaning", argument.read)
    try:
        read(text)
    except UserError:
        return False
    return True


def _levels(argument: Argument[object], sentence: Sentence) -> str:
    found = [
        part for part in sentence.every("percent", "number", "size") if _reads(argument, part.text)
    ]
    together = " ".join(part.text.replace(" ", "") for part in found)
    if not found or not _reads(argument, together):
        return ""
    sentence.used.update(found)
    return together


def _day_and_time(argument: Argument[object], sentence: Sentence) -> str:
    found = [*sentence.every("weekly"), *sentence.every("clock")][:2]
    together = " ".join(part.text for part in found)
    if len(found) > 1 and _reads(argument, together):
        sentence.used.update(found)
        return together
    day, hour = _read(argument, sentence), hour_of_part(sentence.said.copy)
    if hour in _USUAL or found[1:] or any(sign.isdigit() or sign in "点时" for sign in day):
        return day
    return f"{day} {hour}" if _reads(argument, f"{day} {hour}") else day


def _name(sentence: Sentence) -> str:
    name = texts.new_name(sentence.said, list(sentence.every("quoted")))
    sentence.used.update(
        sentence.every(*TIMES, "space", "ordinal", "size", "percent", "page") if name else ()
    )
    return name


def _person(sentence: Sentence) -> str:
    said = _without_spaces(sentence)
    person = people.person(said, list(sentence.every("quoted")), sentence.spelling)
    return people.with_others(said, person) if sentence.several else person


def _without_spaces(sentence: Sentence) -> Said:
    """Give what was said without the names of spaces and files, which are none of people."""
    spaces = [part for part in sentence.parts if part.kind in {"space", "file"}]
    if not spaces:
        return sentence.said
    starts = [0, *(part.end for part in spaces)]
    ends = [*(part.start for part in spaces), len(sentence.said.copy)]
    return Said(" , ".join(map(sentence.said.typed, starts, ends)))


def _space_or_person(sentence: Sentence) -> str:
    part = sentence.take("space", "ordinal")
    return part.text if part else people.person(sentence.said, (), sentence.spelling)


def _size(argument: Argument[object], sentence: Sentence) -> str:
    """Give a size, with a sign where it is to be added or taken away; where that cannot be asked
    for, nothing, so that it is asked how much there is to be.
    """
    for part in sentence.every("size"):
        text = sign_of(sentence.said.copy, part) + part.text
        if _reads(argument, text):
            sentence.used.add(part)
            return text
    return ""


def _until(argument: Argument[object], sentence: Sentence) -> str:
    found = _read(argument, sentence)
    if not found and _EACH_DAY.search(sentence.said.copy):
        return hour_of_part(sentence.said.copy)
    if (not found or found in _TODAY) and _AFTERNOON.search(sentence.said.copy):
        return "18:00"
    if not found and argument.name == "until" and NEXT_LEVEL.search(sentence.said.copy):
        return "next level"
    return "tomorrow" if found in _TODAY else found


def _hours(argument: Argument[object], sentence: Sentence) -> str:
    part = sentence.take("hours")
    if part is not None:
        return part.text
    ends = [part.text for part in sentence.every("clock")]
    if len(ends) == _SEVERAL and _reads(argument, "-".join(ends)):
        sentence.used.update(list(sentence.every("clock")))
        return "-".join(ends)
    bare = _BARE_HOURS.search(digits_in(sentence.said.copy))
    return (
        f"{bare[1]}:00-{bare[2]}:00"
        if bare and _reads(argument, f"{bare[1]}:00-{bare[2]}:00")
        else ""
    )


_TAKEN: Final[Mapping[str, Callable[[Argument[object], Sentence], str]]] = {
    "levels": _levels,
    "until": _until,
    "time": _until,
    "hours": _hours,
    "size": _size,
    "day and time": _day_and_time,
}


_FREE: Final[Mapping[str, Callable[[Sentence], str]]] = {
    "command": lambda sentence: texts.command(sentence.said),
    "file": file_said,
    "files": files_said,
    "items": files_said,
    "version": version_said,
    "pages": lambda sentence: text_of(sentence.take("page", "number")),
    "place": place_said,
    "space": place_said,
    "what to share": shared_said,
    "access": access_said,
    "number": version_said,
    "grant": version_said,
    "rule": version_said,
    "name": _name,
    "person": _person,
    "role": lambda sentence: role_said(sentence.said.copy),
    "space or person": _space_or_person,
}
