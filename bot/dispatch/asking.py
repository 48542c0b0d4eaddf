"""The cards of questions about one part of a command: asked, asked again, and answered wrongly."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from bot.alerts.errors import NotAmong
from bot.cards import Card, Waits
from bot.dispatch.waiting import is_confirmation
from bot.drive.card_list import ShownList
from bot.drive.naming import ROW_LENGTH
from bot.drive.spaces import Space
from bot.errors import (
    AmbiguousPerson,
    AmbiguousSpace,
    BadArgument,
    ListOffered,
    MissingArgument,
    NoSuchPerson,
    NoSuchSpace,
    UserError,
)
from bot.guided import Guided
from bot.i18n import N_
from bot.language import Person, Text, Which, normalise, plain, plain_name, unquoted
from bot.routing import Match, Route, Routes
from bot.sessions import Asking, Cancel, Choosing, Meaning, Offering
from bot.shared_buttons import ReadList

S = TypeVar("S")

WILL_NOT_DO: Final = (BadArgument, NoSuchSpace, NoSuchPerson, NotAmong)
"""What is said of a part that was given and will not do, so that another may."""

NOT_OFFERED = N_("There is no person with this number.")


def question(
    missing: MissingArgument, route: Route[S], raw: dict[str, str], *, numbers: bool
) -> Card:
    """Ask for a part; ``numbers`` says that there is a list here whose numbers mean spaces."""
    data = {
        **missing.data(),
        "names": _is_a(route, missing.part, Person, Text, Which),
        "numbers": numbers and _is_a(route, missing.part, Which),
    }
    asking = Asking(route.words, raw, missing.part)
    return Card(missing.template, data, {"cancel": Cancel()}, then=asking)


def priced(
    offered: ListOffered, words: str, raw: dict[str, str], last_list: str | None = None
) -> Card:
    """Name what a list costs that a command takes, and go on with it once that is agreed to."""
    read = ReadList(words, raw, offered.calls, last_list)
    actions = {"read": read, "cancel": Cancel()}
    return Card(offered.template, offered.data(), actions, then=read)


def which_of_them(route: Route[S], text: str, raw: dict[str, str]) -> Card:
    """Ask which space is meant, of the last list for example."""
    part = next(each.name for each in route.takes if isinstance(each, Which))
    return question(MissingArgument(part, text), route, raw, numbers=False)


def which(several: AmbiguousSpace, route: Route[S], raw: dict[str, str]) -> Card:
    """Offer the candidates by number, and go on with the command once one is chosen."""
    candidates = tuple(Space(key, name, "org", used) for key, name, used in several.candidates)
    return Card(
        several.template,
        several.data(),
        {"cancel": Cancel()},
        kept=ShownList(candidates, several.asked, 0),
        then=Asking(route.words, raw, _part_of(route, Which)),
    )


def who(several: AmbiguousPerson, route: Route[S], raw: dict[str, str]) -> Card:
    """Offer people of one name by number, and go on with the command once one is chosen."""
    choices = tuple(user_id for user_id, _ in several.candidates)
    asking = Asking(route.words, raw, _part_of(route, Person), choices)
    return Card(several.template, several.data(), {"cancel": Cancel()}, then=asking)


def which_command(said: str, matches: Sequence[Match[S]], language: str) -> Card:
    """Offer by number what a text may mean, and go on with the one that is chosen."""
    meanings = tuple(Meaning(each.route.words, dict(each.raw)) for each in matches)
    rows = [_row(each.route, each.raw, language) for each in matches]
    return _which_command(Choosing(said, meanings), rows)


def which_again(state: Choosing, routes: Routes[S], language: str) -> Card:
    """Offer the same again."""
    known = [(routes.named(each.words), each.raw) for each in state.meanings]
    rows = [_row(route, raw, language) for route, raw in known if route is not None]
    return _which_command(state, rows)


def _which_command(state: Choosing, rows: list[tuple[str, str, str]]) -> Card:
    data = {"asked": state.said, "meanings": rows}
    return Card("ambiguous_command", data, {"cancel": Cancel()}, then=state)


def _row(route: Route[S], raw: Mapping[str, str], language: str) -> tuple[str, str, str]:
    """Give a command, what was typed for it, and what it does."""
    typed = [unquoted(raw[part.name]) for part in route.takes if part.name in raw]
    return route.called(language), " ".join(typed), route.help


def bad(wrong: UserError, route: Route[S]) -> Card:
    """Say what is wrong with a part; a part that cannot be read is marked in the usage."""
    usage = {"usage": route.usage} if isinstance(wrong, BadArgument) else {}
    return Card(wrong.template, {**wrong.data(), **usage})


def spoken(state: Asking, text: str, route: Route[S]) -> tuple[str, ...]:
    """Give what an answer may be, with its polite words and without; a new name loses only what is
    no part of it.
    """
    if _is_a(route, state.part, Text):
        return (plain_name(text),)
    return tuple(dict.fromkeys((text, plain(text))))


def check_offered(state: Asking, text: str) -> None:
    """Refuse a number that none of the offered people has; a longer one may be a userId."""
    number = normalise(text).removeprefix("#")
    is_row = number.isdecimal() and len(number) <= ROW_LENGTH
    if state.choices and is_row and not 0 < int(number) <= len(state.choices):
        raise BadArgument(state.part, text, NOT_OFFERED)


def asked_again(wrong: UserError, state: Asking, text: str, route: Route[S], language: str) -> Card:
    """Let a question go on after a wrong answer, as often as it takes one.

    What is wrong may be a part that was given before; then that is what is asked for.
    """
    part = _part(wrong, route) or state.part
    left = state.left - 1
    if part == state.part:
        again = replace(state, left=left)
    else:
        again = Asking(state.words, state.answered(text), part, left=left)
    card = replace(bad(wrong, route), waits=Waits(route.called(language), part, left))
    return replace(card, actions={"cancel": Cancel()}, then=again) if left else card


def still_open(
    state: object, routes: Routes[S], language: str, *, again: bool = False
) -> Waits | None:
    """Say which question goes on after a message that was no answer; None if it has no command.

    Said ``again`` it is only where a mere yes, to whatever it is meant, would change something.
    """
    if again and not _yes_changes(state, routes):
        return None
    if isinstance(state, Offering) and len(state.offers) == 1:
        return Waits(state.offers[0].line)
    route = routes.goes_on(state)
    if route is None:
        return None
    part = state.part if isinstance(state, Asking) else ""
    if isinstance(state, Guided) and route.guide is not None:
        part = route.guide.called(state.asked)
    return Waits(route.called(language), part)


def _yes_changes(state: object, routes: Routes[S]) -> bool:
    if not is_confirmation(state):
        return False
    if not isinstance(state, Offering):
        return True
    route = routes.named(state.offers[0].words)
    return route is None or not route.looks


def _part(wrong: UserError, route: Route[S]) -> str:
    match wrong:
        case BadArgument():
            return wrong.part
        case NoSuchPerson():
            return _part_of(route, Person)
        case _:
            return _part_of(route, Which)


def _part_of(route: Route[S], kind: type) -> str:
    return next((each.name for each in route.takes if isinstance(each, kind)), "")


def _is_a(route: Route[S], part: str, *kinds: type) -> bool:
    """Whether a part is of one of these kinds: a name, which may read like anything, say."""
    return any(isinstance(each, kinds) for each in route.takes if each.name == part)
