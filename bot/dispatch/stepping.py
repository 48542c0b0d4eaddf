"""Asks for the parts of a command one by one, and shows the command before it is run."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.cards import Card, Phrase
from bot.cards.encoders import LABEL_BYTES
from bot.cards.escaping import plain as plain_text
from bot.dispatch.stopped_asking import stopped_asking
from bot.dispatch.wrong_answers import ABOUT_THE_ANSWER, several_meant, what_is_wrong
from bot.errors import AmbiguousPerson, AmbiguousSpace, PlatformError, Stale, UserError
from bot.guided import (
    STEP_MILLIS,
    Given,
    Guide,
    Guided,
    GuideStep,
    Offered,
    Raw,
    StepBack,
    StepTaken,
    is_back,
)
from bot.i18n import N_
from bot.language import is_number, plain, plain_name, unquoted
from bot.messages import Command
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import TRIES, Cancel, Offer

FIRST: Final = Phrase(N_("This is the first question, so there is none to go back to."))
NO_SUCH_NUMBER: Final = Phrase(N_("There is no row with this number."))

ChecksRoute = Callable[[Route[Services], Raw, Command], Awaitable[None]]


class Stepping:
    """Builds commands step by step; what it shows is run by others."""

    def __init__(self, routes: Routes[Services], services: Services, check: ChecksRoute) -> None:
        """``check`` raises what refuses whoever asks a command with these parts."""
        self._routes = routes
        self._services = services
        self._check = check

    async def begin(
        self, route: Route[Services], raw: dict[str, str], command: Command, above: str = ""
    ) -> Card:
        """Ask for the first part that is missing, or that will not do as it was typed."""
        guide = _guide(route)
        said = guide.parted(raw, command.mentions_somebody)
        state = Guided(route.words, last_list=command.last_list, above=above)
        wrong: tuple[GuideStep[Services], UserError | PlatformError] | None = None
        for step in guide.steps:
            if step.name not in said or state.has(step.name):
                continue
            try:
                given = await step.read(self._services, command, said[step.name])
                state = state.answered(*given)
            except ABOUT_THE_ANSWER as failed:
                wrong = wrong or (step, failed)
        if wrong is not None:
            return await self._wrong(route, state, *wrong, command)
        return await self._next(route, state, command)

    async def said(
        self, route: Route[Services], state: Guided, text: str, command: Command
    ) -> Card:
        """Take a text as the answer to the step that is asked; after a wrong one it is asked again.

        Raises what DingTalk answers that is not about what was said.
        """
        if is_back(text) and not command.mentions_somebody:
            return await self.back(route, state, command)
        step = _guide(route).step(state.asked)
        if step is None:
            return self._ready(route, state, command)
        if state.numbered and is_number(plain(text)):
            chosen = state.by_number(text)
            if chosen is None:
                return await self._ask(route, state, step, command, wrong=NO_SUCH_NUMBER)
            return await self.taken(route, state, (chosen,), command)
        try:
            given = await self._read(step, text, command)
        except ABOUT_THE_ANSWER as wrong:
            return await self._wrong(route, state, step, wrong, command)
        return await self.taken(route, state, given, command)

    async def taken(
        self, route: Route[Services], state: Guided, given: Sequence[Given], command: Command
    ) -> Card:
        """Ask what comes after an answer."""
        state = replace(state, last_list=command.last_list or state.last_list)
        for each in given:
            if each.unread:
                return await self.said(route, replace(state, numbered=()), each.text, command)
        onward = next((each.goes_on for each in given if each.goes_on), "")
        if onward:
            other = self._routes.named(onward)
            if other is None:
                raise Stale
            await self._check(other, {}, replace(command, words=other.words))
            return await self.begin(other, {}, _again(command, state), above=state.words)
        return await self._next(route, state.answered(*given), command)

    async def back(self, route: Route[Services], state: Guided, command: Command) -> Card:
        """Ask for the part that was given last; before the first, what led here."""
        above = self._routes.named(state.above)
        if not state.given and above is not None:
            return await self.begin(above, {}, _again(command, state))
        wrong = None if state.given else FIRST
        state = state.before if state.given else state
        step = _guide(route).step(state.asked)
        if step is None:
            raise Stale
        return await self._ask(route, state, step, command, wrong=wrong)

    def offer(self, route: Route[Services], state: Guided, language: str) -> Offer:
        """Give the command that was built: what runs is what is shown, as if it had been typed."""
        guide = _guide(route)
        people = tuple(dict.fromkeys(each for given in state.given for each in given.mentions))
        others = tuple(dict.fromkeys(each for given in state.given for each in given.strangers))
        match = self._by_names(route, state, language)
        if match is not None:
            line, raw = match
        else:
            raw = guide.joined(_texts(state), language)
            line = _typed(route, raw, language)
        return Offer(route.words, dict(raw), line, state.last_list, people, others)

    def _by_names(
        self, route: Route[Services], state: Guided, language: str
    ) -> tuple[str, Raw] | None:
        """Write it by the names of things; None where it would be read otherwise."""
        guide, texts = _guide(route), _texts(state)
        shown = {each.step: each.shown or each.text for each in state.given if each.text}
        line = _typed(route, guide.joined(shown, language), language)
        match = self._routes.find(line)
        if match is None or match.route is not route:
            return None
        read = guide.parted(match.raw, False)  # noqa: FBT003 - the names of who was mentioned, too
        runs = guide.parted(guide.joined(texts, language), False)  # noqa: FBT003 - the same
        same = (
            _plainly(read.get(step, "")) in {_plainly(shown[step]), _plainly(runs.get(step, ""))}
            for step in texts
        )
        return (line, match.raw) if read.keys() == texts.keys() and all(same) else None

    async def _next(self, route: Route[Services], state: Guided, command: Command) -> Card:
        step = _guide(route).next(state)
        if step is None:
            return self._ready(route, state, command)
        return await self._ask(route, state, step, command)

    async def _read(
        self, step: GuideStep[Services], text: str, command: Command
    ) -> Sequence[Given]:
        """Read an answer as it was typed, and then without its polite words."""
        if step.free:
            return await step.read(self._services, command, plain_name(text))
        said = plain(text)
        try:
            return await step.read(self._services, command, text)
        except ABOUT_THE_ANSWER:
            if said == text:
                raise
        return await step.read(self._services, command, said)

    async def _wrong(
        self,
        route: Route[Services],
        state: Guided,
        step: GuideStep[Services],
        wrong: UserError | PlatformError,
        command: Command,
    ) -> Card:
        if isinstance(wrong, AmbiguousPerson | AmbiguousSpace):
            meant = tuple(Offered(each, n) for n, each in enumerate(several_meant(step, wrong), 1))
            return await self._ask(route, state, step, command, meant=meant)
        return await self._ask(route, state, step, command, wrong=what_is_wrong(wrong))

    async def _ask(
        self,
        route: Route[Services],
        state: Guided,
        step: GuideStep[Services],
        command: Command,
        *,
        wrong: Phrase | None = None,
        meant: tuple[Offered, ...] = (),
    ) -> Card:
        last_list = command.last_list or state.last_list
        state = replace(
            state,
            asked=step.name,
            until=command.at + STEP_MILLIS,
            numbered=tuple(each.given for each in meant),
            last_list=last_list,
            wrong=0 if wrong in (None, FIRST) else state.wrong + 1,
        )
        if wrong is not None and state.wrong >= TRIES:
            return stopped_asking(route.called(command.language), wrong)
        offers = meant or await step.offers(self._services, _again(command, state))
        data = {
            **_so_far(route, state, command.language),
            "question": step.question,
            "how": step.how,
            "wrong": wrong,
            "several": bool(meant),
            "offers": [_row(each) for each in offers],
        }
        taken: dict[str, object] = {
            f"choice{n}": StepTaken(state, (each.given,)) for n, each in enumerate(offers, 1)
        }
        return Card("step", data, {**taken, **_ways_out(state)}, then=state)

    def _ready(self, route: Route[Services], state: Guided, command: Command) -> Card:
        """Show the command, which a yes or the button runs."""
        state = replace(state, asked="", until=command.at + STEP_MILLIS)
        offer = self.offer(route, state, command.language)
        data = {**_so_far(route, state, command.language), "line": offer.line}
        actions = {"run": StepTaken(state, ()), **_ways_out(state)}
        return Card("steps_ready", data, actions, then=state)


def _guide(route: Route[Services]) -> Guide[Services]:
    if route.guide is None:
        raise Stale
    return route.guide


def _again(command: Command, state: Guided) -> Command:
    """Give a command without who it mentions, with the last list, of which a press knows none."""
    return replace(
        command, last_list=command.last_list or state.last_list, mentions=(), strangers=()
    )


def _typed(route: Route[Services], raw: Raw, language: str) -> str:
    parts = [raw[part.name] for part in route.takes if raw.get(part.name)]
    return " ".join((route.called(language), *parts))


def _texts(state: Guided) -> Raw:
    """Give the answers as they are run, by their steps."""
    return {each.step: each.text for each in state.given if each.text}


def _plainly(text: str) -> str:
    return unquoted(text).lstrip("@＠")


def _ways_out(state: Guided) -> dict[str, object]:
    back = {"back": StepBack(state)} if state.given or state.above else {}
    return {**back, "cancel": Cancel()}


def _so_far(route: Route[Services], state: Guided, language: str) -> dict[str, object]:
    """Say which command is built, and what was answered, in the order of its steps."""
    given = {each.step: each for each in state.given}
    rows = [
        {"label": step.label, "value": answer.label, "said": answer.name or answer.shown}
        for step in _guide(route).steps
        if (answer := given.get(step.name)) and (answer.text or not step.free)
    ]
    return {"command": route.called(language), "given": rows}


def _row(offered: Offered) -> dict[str, object]:
    """Give an answer and its button, which has its number where its name would be cut."""
    given, number = offered.given, offered.number
    name = given.name or given.shown or given.text
    is_cut = plain_text(name, LABEL_BYTES) != plain_text(name)
    button = {"label": given.label, "said": str(number) if number and is_cut else name}
    return {"said": name, "number": number, "button": button}
