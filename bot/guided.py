"""A command that is built step by step: one question at a time, until it can be shown and run.

A route declares its steps, how what was typed is parted among them, and how their answers are put
together again, so that what is run is what would have been typed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, Protocol, TypeVar

from bot.language import is_number, normalise, plain
from bot.messages import Command
from bot.shared_buttons import CommandButton, said

STEP_MILLIS: Final = 10 * 60 * 1000
"""So long a step waits for its answer."""
_BACK: Final = frozenset(
    {
        *("back", "/back", "go back", "step back", "previous step", "one step back"),
        *("返回", "返回上一步", "上一步", "回到上一步", "后退", "退回"),
    }
)

S_contra = TypeVar("S_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to a step: its ``text`` as it is run, as it would be ``shown`` in the command, and
    what it is called: a catalogue message (``label``) or else a ``name``.

    ``goes_on`` is the command that is built from here on, where the step chooses one. ``mentions``
    and ``strangers`` are who was mentioned in it. What is ``unread`` is read as if it was typed.
    """

    step: str
    text: str
    shown: str = ""
    name: str = ""
    label: str = ""
    goes_on: str = ""
    mentions: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Guided:
    """A command that is being built: what was ``given`` in the order of the answers, and the step
    that is ``asked``, empty once all is there.

    It ends at ``until`` (milliseconds since 1970). ``numbered`` is what numbers stand for where
    an answer may mean several; ``last_list`` is the last list that was shown to whoever answers,
    ``above`` the command whose step has led to this one, ``wrong`` how many answers in a row did
    not fit.
    """

    words: str
    given: tuple[Given, ...] = ()
    asked: str = ""
    until: int = 0
    numbered: tuple[Given, ...] = ()
    last_list: str | None = None
    above: str = ""
    wrong: int = 0

    def has(self, step: str) -> bool:
        return any(each.step == step for each in self.given)

    def answered(self, *given: Given) -> "Guided":
        """Take answers, each in the place of the one that its step had."""
        steps = {each.step for each in given}
        kept = (each for each in self.given if each.step not in steps)
        return replace(self, given=(*kept, *given), asked="", numbered=(), wrong=0)

    @property
    def before(self) -> "Guided":
        """Go back to the step that was answered last."""
        return replace(self, given=self.given[:-1], asked=self.given[-1].step, numbered=(), wrong=0)

    def by_number(self, text: str) -> Given | None:
        """Give what a number stands for, None for no number of any."""
        number = normalise(plain(text)).removeprefix("#")
        if not (is_number(number) and 0 < int(number[:9]) <= len(self.numbered)):
            return None
        return self.numbered[int(number) - 1]


@dataclass(frozen=True, slots=True)
class Offered:
    """An answer that has a button; ``number`` is that of its row in the last list, 0 for none."""

    given: Given
    number: int = 0


class GuideStep(Protocol[S_contra]):
    """One question. ``label`` is what its answer is called, ``question`` and ``how`` ask for it:
    catalogue messages. A ``free`` one takes any words.
    """

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def how(self) -> str: ...
    @property
    def free(self) -> bool: ...

    def fits(self, text: str) -> bool:
        """Tell whether a text surely answers it, though it may be a command as well."""
        ...

    async def offers(self, svc: S_contra, command: Command) -> Sequence[Offered]:
        """Give the answers that have a button, without a call to DingTalk."""
        ...

    async def read(self, svc: S_contra, command: Command, text: str) -> Sequence[Given]:
        """Read an answer, and those to other steps that stand behind it.

        Raises what is wrong with it: BadArgument, NoSuchFile, AmbiguousPerson and their kin.
        """
        ...


Raw = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Guide(Generic[S_contra]):
    """How a command is built: its steps in the order they are asked, what of what was typed answers
    which (``parted``, told whether somebody was mentioned), and the parts of the command that some
    answers make (``joined``, of texts by the steps' names, in a language).
    """

    steps: tuple[GuideStep[S_contra], ...]
    parted: Callable[[Raw, bool], Raw]
    joined: Callable[[Raw, str], Raw]

    def step(self, name: str) -> GuideStep[S_contra] | None:
        return next((each for each in self.steps if each.name == name), None)

    def called(self, name: str) -> str:
        """Give what the answer to a step is called, empty for none."""
        return next((each.label for each in self.steps if each.name == name), "")

    def next(self, state: Guided) -> GuideStep[S_contra] | None:
        """Give the first step that has no answer yet."""
        return next((each for each in self.steps if not state.has(each.name)), None)


def is_back(text: str) -> bool:
    """Tell whether somebody wants to go back to the step before."""
    return normalise(plain(text)) in _BACK or normalise(text) in _BACK


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step may be answered so; with nothing ``given`` the command that was built may be run."""

    state: Guided
    given: tuple[Given, ...] = ()

    def says(self, language: str) -> str:
        """Give the answer that does the same."""
        answers = [each.shown or each.text for each in self.given if each.shown or each.text]
        return answers[0] if answers else said(language, "确认", "yes")


@dataclass(frozen=True, slots=True)
class StepBack(CommandButton):
    """The step before may be asked again."""

    command = "返回", "back"
    state: Guided
