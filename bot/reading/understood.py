"""What a sentence was understood as, and what is known of whoever said it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from bot.drive.spaces import Space

MOST_WISHES: Final = 4
"""So many ways to understand a sentence are offered at most."""

Certainty = Literal["sure", "half", "unsure"]
"""``sure`` is acted on (a change asks first), ``half`` is offered as what may be meant, and
``unsure`` is only near to what was said.
"""

Caution = Literal["", "negation", "condition", "past", "quotation", "question", "several"]
"""Why no change may come of a sentence that sounds like one: somebody does not want it, imagines
it, tells of it, tells what others said, or asks about it; or wants several things at once.
"""


class Names(Protocol):
    """The spaces that a person may see, as far as they are known without a call.

    ``known`` is False where their list could not be had, and ``spaces`` is empty then.
    """

    @property
    def spaces(self) -> Sequence[Space]: ...

    @property
    def known(self) -> bool: ...


class Topic(Protocol):
    """What the last answer to this person here was about: a command by its English name, its
    arguments as they would be typed, and the page of a list, from 1.
    """

    @property
    def words(self) -> str: ...

    @property
    def raw(self) -> Mapping[str, str]: ...

    @property
    def page(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Wish:
    """One way to understand a sentence: a command by its English name, and its arguments by their
    parts' names, as they would be typed.

    ``score`` is between 0 and 1. ``near`` says that a name in it is only near to what was said: it
    is shown and asked, never acted on.
    """

    words: str
    raw: Mapping[str, str] = field(default_factory=dict)
    score: float = 0.0
    near: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """A sentence, understood: the best wish first, at most four.

    ``caution`` says why a change that was the likeliest is not the first of them; ``kept`` that
    just this sentence is kept with what it means, or that its form alone tells it, as ``by_form``
    says: a form may take words of a second wish for a name; ``beyond`` what
    it is about, where that is something that nobody can do here, ``about`` the space that it named,
    and ``nothing`` that it surely wants nothing of the bot. ``choose`` is what is wished of several
    files of the list that is shown: ``delete``, ``copy`` or ``move``; ``unanswered`` a part of the
    sentence that nobody can do here.
    """

    certainty: Certainty
    wishes: tuple[Wish, ...] = ()
    caution: Caution = ""
    kept: bool = False
    by_form: bool = False
    beyond: str = ""
    about: str = ""
    nothing: bool = False
    choose: str = ""
    unanswered: str = ""
