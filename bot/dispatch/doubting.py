"""Tells a sentence that begins like a command from a command whose argument is not found.

"show open alerts" may be the command ``show`` about a space "open alerts", and is a sentence. But
"quota Atlantis" is no sentence about the quota of everything: where what was named would be
dropped, the refusal stands.
"""

import re
import unicodedata
from contextlib import suppress
from typing import TypeVar

from bot.errors import BadArgument, MissingArgument, UserError
from bot.language import Person, Text, Which, is_all, normalise, unquoted
from bot.language.typed import HAN
from bot.reading import Understood, Wish
from bot.reading.asked import is_talk
from bot.reading.said import Said
from bot.reading.wished import against
from bot.routing import Match, Route, Routes

S = TypeVar("S")

SURELY = 0.55
"""How likely a wish must be that is read from what was taken for a name."""
_WORDS, _SIGNS = 3, 5
"""So many words, or Chinese characters, are a sentence and not what is looked for in names."""
_OF_FILES = frozenset({"file rename", "file move", "file copy", "folder create", "file delete"})
"""Changes whose parts are names, which may have anything in them."""
_PROSE = re.compile(
    "[,;!?，；！？。](?! ?[0-9]) ?[^ ]|[.] "
    "|(?<![a-z])(?:because|since|so that|please|pls|if|unless|when|after|before|but|and|in|from"
    "|inside|over|to"
    "|as (?:it|he|she|they|we|i)|so (?:he|she|they|we|i|it|the))(?= [^ ])"
    "|(?<![a-z])(?:please|pls|thanks|thx)$|(?<=[^ ] )(?:too|as well)$|如果|因为|然后|再把|[里中]的",
    re.IGNORECASE,
)
_IT = re.compile("(?:it|that|this|them|those)(?![a-z'])")
_LIST, _ONE = "spaces", "space"
_WITH_DIGITS = re.compile(r"[a-z:.]*[0-9][0-9a-z:.]*")


def part_of(route: Route[S]) -> str:
    """Name the part of a command that is a space, empty for none."""
    return next((part.name for part in route.takes if isinstance(part, Which)), "")


def rest_of(match: Match[S]) -> str:
    """Give what was typed behind the command's own words."""
    return " ".join(match.raw.values())


def names_a_space(match: Match[S]) -> bool:
    """Tell whether it was typed with the name of a space."""
    return part_of(match.route) in match.raw


def is_sentence(text: str) -> bool:
    """Tell whether what was typed behind a list may be the rest of a sentence."""
    return unquoted(text) == text and (
        len(text.split()) >= _WORDS or len(re.findall(f"[{HAN}]", text)) >= _SIGNS
    )


def is_sure(match: Match[S]) -> bool:
    """Tell whether a part of a command knows its own words in what was typed for it."""
    said = ((getattr(part, "is_sure", None), part.name) for part in match.route.takes)
    return any(sure(match.raw[name]) for sure, name in said if sure and name in match.raw)


def is_free(wish: Wish, routes: Routes[S]) -> bool:
    """Tell whether a command has a name that need not be there: that of a new space, a person."""
    route = routes.named(wish.words)
    return route is None or any(isinstance(each, Person | Text) for each in route.takes)


def says_it(rest: Understood, wish: Wish, route: Route[S], match: Match[S]) -> bool:
    """Tell whether what was taken for a space's name says by itself what the sentence wishes: a
    name alone says nothing, and what changes all spaces was not said of one that is not there.
    """
    first = rest.wishes[0] if rest.wishes else None
    same = first is not None and first.score >= SURELY and first.words == wish.words
    same = same and not _drops_it(wish, route, match)
    space = part_of(route)
    of_all = not route.looks and bool(space) and space not in wish.raw
    quoted = rest.certainty != "sure" or any(unquoted(each) != each for each in match.raw.values())
    return same and not (of_all or quoted or route.number or route is match.route)


def _drops_it(wish: Wish, route: Route[S], match: Match[S]) -> bool:
    """Tell whether a list of all spaces is wished with nothing of what was said behind a command
    that is of one, which so may be its name: *oldest 火星空间*.
    """
    rest = normalise(rest_of(match))
    is_list = wish.words == _LIST and not any(wish.raw.values())
    return is_list and match.route.words != _ONE and not is_all(rest) and rest not in route.names


def reads_on(text: str, wish: Wish, match: Match[S], wrong: BadArgument, *, same: bool) -> bool:
    """Tell whether a sentence is meant, and not a command with a part that cannot be.

    Of a command that changes something, a number behind a blank is its part: what is wrong with it
    is told. Where the ``same`` command is meant, no number that was said is dropped or cut; a part
    is left out only of what shows something, and where the words are written as one with it.
    """
    numbers = _numbers(rest_of(match))
    if numbers and not match.route.looks and _apart(text, match):
        return False
    if not same:
        return True
    given = wish.raw.get(wrong.part, "")
    if not given:
        return match.route.looks and not numbers and not _apart(text, match)
    if wish.raw == match.raw:
        return False
    with suppress(BadArgument, MissingArgument):
        match.route.read(wish.raw, mentioned=True)
        return _numbers(given) == numbers
    return False


def is_only_spoken_of(text: str, match: Match[S]) -> bool:
    """Tell whether what begins like a change only asks about it (删除市场部吗), or says that
    nobody wants it.

    A name that stands apart, or in quotes, may be called anything.
    """
    route = match.route
    if route.looks or is_slashed(text):
        return False
    if not any(match.raw.values()) or any(unquoted(each) != each for each in match.raw.values()):
        return False
    last = [each for each in route.takes if match.raw.get(each.name)][-1]
    if isinstance(last, Text) and _apart(text, match):
        return is_talk(normalise(match.raw[last.name]))
    return bool(against(Said(text), (), Wish(route.words, match.raw)))


def is_verb_of_it(match: Match[S]) -> bool:
    """Tell whether the name of a list is said of a word that points: *bin it, it's outdated*."""
    return match.route.looks and _IT.match(normalise(rest_of(match))) is not None


def is_same(wish: Wish, match: Match[S]) -> bool:
    """Tell whether a wish is just what was typed as a command."""
    if wish.words != match.route.words:
        return False
    try:
        typed, wished = match.route.read(match.raw), match.route.read(wish.raw)
    except UserError:
        return False
    return _folded(typed) == _folded(wished)


def is_prose(text: str, match: Match[S]) -> bool:
    """Tell whether more than names was typed for the parts of a change of files: a reason, a
    condition, a place. Who quotes a name, or types a command as it is called, means all of it.
    """
    said, called = normalise(text), (match.route.words, match.route.called("zh"))
    is_called = any(said.startswith(f"{each} ") for each in called)
    if match.route.words not in _OF_FILES or is_slashed(text) or is_called:
        return False
    typed = [each for each in match.raw.values() if unquoted(each) == each]
    return any(map(_PROSE.search, typed))


def is_slashed(text: str) -> bool:
    """Whether it was typed as a command."""
    return text.lstrip().startswith(("/", "／"))


def _folded(arguments: dict[str, object]) -> dict[str, object]:
    return {
        name: normalise(value) if isinstance(value, str) else value
        for name, value in arguments.items()
    }


def _apart(text: str, match: Match[S]) -> bool:
    """Tell whether a blank is between the command's words and what was typed behind them."""
    before, found, _ = text.partition(next(iter(match.raw.values()), ""))
    return not found or before.endswith((" ", "\u3000"))


def _numbers(text: str) -> list[str]:
    return _WITH_DIGITS.findall(unicodedata.normalize("NFKC", text).casefold())
