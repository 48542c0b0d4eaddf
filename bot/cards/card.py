"""A card as a handler returns it, and as a person sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Style = Literal["primary", "normal", "danger"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A message of the catalogue, and what its gaps hold by their names.

    Texts are somebody's data; ``size`` is in bytes and other whole numbers are counts; a phrase may
    stand in another.
    """

    message: str
    values: Mapping[str, "str | int | Phrase"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Left:
    """A question that a command has left: the command that asked it.

    ``answer`` is that command in full with what was said as the answer, where it may have been
    meant as one; else empty.
    """

    command: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Waits:
    """A question that goes on: the command that asked it, and the part it asks for, if it is one.

    ``left`` are the answers it still takes, None where they are not counted; with none left it has
    ended.
    """

    command: str
    part: str = ""
    left: int | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What an answer is about: the command that gave it, its arguments as they were typed, when
    (milliseconds since 1970), and the list whose numbers they may hold.
    """

    words: str
    raw: Mapping[str, str]
    at: int
    last_list: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """An answer: the name of a template and what it prints.

    ``actions`` says what each button does, by the name the template gives it; a button without an
    action is not shown. ``kept`` is remembered with the card, for what is answered without a look
    at DingTalk (the pages of a list). ``then`` is the state the conversation waits in afterwards.
    ``elsewhere`` are cards that stand already and change too, by outTrackId. ``language`` overrides
    that of the conversation. A ``brief`` answer goes as a text while its message can be answered
    that way: it has nothing to press, and a text costs no call. ``left`` is the question that
    the conversation waited with before, ``waits`` the one it goes on to wait with. An ``aside``
    answers whoever pressed a card that is not theirs alone: only they see it, and the card stays as
    it is. What is ``for_admins`` shows more than a member sees, so who is no admin any more is not
    shown more of it. ``about`` is what people may go on about in their next message; ``heard`` the
    command that a sentence was understood as, where nobody said its own words, and ``span`` the
    time that it spoke of, where the answer is not limited to that. ``others`` are the commands that
    a sentence wished besides, none of which was done, by what would be typed for each, with what
    does it, if a button may; ``next_steps`` those for which the card has a button, ``onward`` a
    part of the sentence that is answered by itself after this, and ``unanswered`` what of it nobody
    understood, ``untaken`` a part that what it wishes cannot have; ``as_text`` is what was taken as
    the words that were asked for, though it reads like a wish; ``choose`` what is wished of several
    files, or of one of them, which a list shows to be chosen from.
    An answer that is ``apart`` stands in a message of its own, below the card that was pressed.
    """

    template: str
    data: Mapping[str, object] = field(default_factory=dict)
    actions: Mapping[str, object] = field(default_factory=dict)
    kept: object | None = None
    then: object | None = None
    elsewhere: Mapping[str, "Card"] = field(default_factory=dict)
    language: str | None = None
    brief: bool = False
    left: Left | None = None
    waits: Waits | None = None
    aside: bool = False
    for_admins: bool = False
    about: About | None = field(default=None, compare=False)
    heard: str = ""
    span: str = ""
    skipped: tuple[str, ...] = ()
    others: Mapping[str, object] = field(default_factory=dict)
    next_steps: tuple[Mapping[str, str], ...] = ()
    onward: str = ""
    unanswered: str = ""
    untaken: str = ""
    as_text: str = ""
    choose: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it is shown; ``action`` is a name in :attr:`Card.actions`."""

    label: str
    style: Style
    action: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A card as it is shown, in one language.

    ``title`` and the labels are plain text, ``body`` is Markdown, ``preview`` stands in the list of
    conversations, ``picture`` is a mediaId or empty.
    """

    title: str
    body: str
    buttons: tuple[Button, ...] = ()
    preview: str = ""
    picture: str = ""
