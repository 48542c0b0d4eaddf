"""What a template may end an expression with.

Each makes its value fit the place it is printed in: :data:`IN_MARKDOWN` inside a body,
:data:`IN_TEXT` inside a title, a label or a preview, ``json`` at the border of the JSON document.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from bot.cards.card import Phrase, Style
from bot.cards.escaping import ELLIPSIS, cut, looks, md, plain
from bot.cards.headlines import headlines
from bot.i18n import N_, NBSP, Texts

FORMATS: Final = frozenset(
    {
        "bar",
        "clock",
        "days",
        "left_of",
        "limit_of",
        "moment",
        "number",
        "percent",
        "roughly",
        "size",
        "span",
        "typed_size",
        "used_of",
        "when",
        "whole_span",
    }
)
"""Encoders whose output is made of digits and our own words, so it fits anywhere."""

IN_MARKDOWN: Final = FORMATS | {
    "as_shown",
    "language",
    "md",
    "message",
    "node",
    "outcome",
    "phrase",
    "role",
    "usage",
}
IN_TEXT: Final = FORMATS | {
    "as_shown",
    "choice",
    "headline",
    "language",
    "media",
    "plain",
    "role",
    "said",
}

LABEL_BYTES: Final = 24
NEARLY_FULL: Final = 0.9

LONG: Final = 13
"""Cells of a bar that stands alone; rows of a list have fewer, for a card has 1,024 bytes."""
_CELLS = 5
_EIGHTHS = 8
_PARTS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_ROLES = {"outsider": N_("guest"), "member": N_("member"), "admin": N_("admin")}
_LANGUAGES = {"zh": N_("Chinese"), "en": N_("English")}
_OUTCOMES = (
    N_("done"),
    N_("failed"),
    N_("planned"),
    N_("refused"),
    N_("uncertain"),
    N_("undone"),
)
_NO_VALUES: Final[Mapping[str, str]] = {}
_BECAUSE = N_("%(outcome)s: %(reason)s")
_ABOUT = N_("%(label)s: %(about)s")
_DECORATION = str.maketrans("", "", "*`")
_PART = re.compile(r"<([^<>]+)>")
_SENTENCE_ENDS = re.compile(r"[。！？；]|[.!?] ")
_WORDS = re.compile(r"[^<\[]*[^<\[\s]")
_NODE = re.compile(r"\w{1,64}", re.ASCII)
"""What a dentryUuid is made of in every sample; anything else makes no address."""
NODES: Final = "https://alidocs.dingtalk.com/i/nodes/"
"""Where DingTalk shows a file to whoever may see it: no call, and it does not expire."""
_MEDIA = re.compile(r"[@$][\w-]{1,200}", re.ASCII)


def encode_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def as_shown(value: Any) -> Any:
    """Let through what a card has shown before: it was encoded for the same place then."""
    return value


def bar(ratio: float, cells: int = _CELLS) -> str:
    """Draw how full something is, in eighths of a cell: only what is full fills the last, and only
    what is empty leaves the first. On :data:`LONG` cells each percent is drawn otherwise.
    """
    steps = cells * _EIGHTHS
    filled = steps if ratio >= 1 else min(max(int(ratio * steps), ratio > 0), steps - 1)
    whole, part = divmod(filled, _EIGHTHS)
    return ("█" * whole + _PARTS[part]).ljust(cells, "░")


def alike(name: str, names: Sequence[str]) -> bool:
    """Tell whether another of these names would look the same to a reader."""
    return [looks(each) for each in names].count(looks(name)) > 1


def nearly_full(ratio: float | None) -> bool:
    return ratio is not None and ratio >= NEARLY_FULL


def button(action: str, label: str, style: Style = "normal") -> dict[str, str]:
    return {"action": action, "label": cut(label, LABEL_BYTES), "style": style}


def media(media_id: str) -> str:
    """Let a mediaId through; anything else is no picture."""
    return media_id if _MEDIA.fullmatch(media_id) else ""


def node(uuid: str) -> str:
    """Give the address of a file in DingTalk's documents; empty where its uuid makes none."""
    return f"{NODES}{uuid}" if _NODE.fullmatch(uuid) else ""


def row(text: str) -> str:
    """Leave out the stop of a lone sentence: a row of a list has none."""
    return text if _SENTENCE_ENDS.search(text[:-1]) else text.rstrip(".。")


@pass_context
def offered(context: Context, buttons: list[dict[str, str]]) -> list[dict[str, str]]:
    """Keep the buttons that somebody gave an action."""
    return [each for each in buttons if each["action"] in context["actions"]]


def install(environment: Environment, texts: Texts) -> None:
    """Give an environment every encoder, in one language."""
    environment.filters = {
        **environment.filters,
        **_formats(texts),
        **_wordings(texts),
        "as_shown": as_shown,
        "json": encode_json,
        "md": md,
        "media": media,
        "node": node,
        "offered": offered,
        "plain": plain,
        "row": row,
    }
    environment.globals["button"] = button
    environment.tests["alike"] = alike
    environment.tests["nearly_full"] = nearly_full


def _formats(texts: Texts) -> Mapping[str, Callable[..., Any]]:
    @pass_context
    def clock(context: Context, at: int) -> str:
        return texts.clock(at, context["rendered_at"])

    @pass_context
    def when(context: Context, at: int) -> str:
        return texts.when(at, context["rendered_at"])

    @pass_context
    def moment(context: Context, at: int | datetime) -> str:
        return texts.moment(at, context["rendered_at"])

    @pass_context
    def days(context: Context, first: int, last: int | None = None) -> str:
        return texts.days(first, first if last is None else last, context["rendered_at"])

    @pass_context
    def roughly(context: Context, first: int, last: int | None = None) -> str:
        return texts.roughly(first, first if last is None else last, context["rendered_at"])

    return {
        "bar": bar,
        "clock": clock,
        "days": days,
        "left_of": texts.left_of,
        "limit_of": texts.limit_of,
        "roughly": roughly,
        "moment": moment,
        "number": texts.number,
        "percent": texts.percent,
        "size": texts.size,
        "span": texts.span,
        "typed_size": lambda size: texts.size(size).replace(NBSP, " "),
        "used_of": texts.used_of,
        "when": when,
        "whole_span": texts.whole_span,
    }


def _wordings(texts: Texts) -> Mapping[str, Callable[..., Any]]:
    """Encoders of messages that reach a template as data, and are translated here."""

    def message(text: str, values: Mapping[str, str] = _NO_VALUES) -> str:
        """Print a message of the catalogue, with what it names; else it is somebody's text."""
        if not texts.knows(text):
            return md(text)
        said = texts.say(text)
        return said % {name: md(value) for name, value in values.items()} if values else said

    def outcome(text: str) -> str:
        kind, _, why = text.partition(": ")
        if not why:
            return message(kind)
        return texts.say(_BECAUSE) % {"outcome": message(kind), "reason": message(why)}

    def said(text: str, values: Mapping[str, str] = _NO_VALUES) -> str:
        said = texts.say(text).translate(_DECORATION)
        return plain(said % values if values else said)

    def choice(row: Mapping[str, str], place: int) -> str:
        """Name what is chosen by a button: what it does and to what, if that fits, else what tells
        it from the others, or its number where that would be cut.
        """
        label, about = row["label"], row.get("about", "")
        own = _capital(said(label)) if label else row["said"]
        apart = (row["said"] or own) if "about" in row else own
        both = texts.say(_ABOUT) % {"label": said(label), "about": about} if about else ""
        named = (plain(each, LABEL_BYTES) for each in (both, apart) if each)
        return next((each for each in named if ELLIPSIS not in each), texts.number(place))

    def role(name: object) -> str:
        return texts.say(_ROLES[str(getattr(name, "name", name)).lower()])

    def language(code: str) -> str:
        return texts.say(_LANGUAGES[code])

    def usage(line: str, part: str = "") -> str:
        return _usage(texts.say(line).replace(NBSP, " "), texts.say(part))

    return {
        "as_in": _parts_called(texts),
        "choice": choice,
        "headline": headlines(texts),
        "language": language,
        "message": message,
        "outcome": outcome,
        "phrase": _phrases(texts),
        "role": role,
        "said": said,
        "usage": usage,
    }


def _phrases(texts: Texts) -> Callable[..., str]:
    """Give the encoder of a message with what it names."""

    def phrase(said: Phrase, most: int = 32) -> str:
        """Print a phrase, each name of at most ``most`` bytes."""

        def value(name: str, given: str | int | Phrase) -> str:
            if isinstance(given, Phrase):
                return phrase(given, most)
            if isinstance(given, int):
                return texts.size(given) if name == "size" else texts.number(given)
            return md(given, most)

        values = {name: value(name, given) for name, given in said.values.items()}
        return texts.say(said.message) % values

    return phrase


def _capital(label: str) -> str:
    """Begin a label as the others of its row do."""
    return label[:1].upper() + label[1:]


def _usage(line: str, part: str) -> str:
    """Set a usage line: the words to type in bold, or the one part that is amiss."""
    if part and f"<{part}>" in line:
        return _bracketed(line.replace(f"<{part}>", f"**<{part}>**"))
    words = _WORDS.match(line)
    end = words.end() if words else 0
    return f"**{line[:end]}**{_bracketed(line[end:])}"


def _parts_called(texts: Texts) -> Callable[[str, str], str]:
    """Give what calls the parts of a sentence as the translated usage line does."""

    def as_in(sentence: str, line: str) -> str:
        for part, called in zip(_PART.findall(line), _PART.findall(texts.say(line)), strict=False):
            sentence = sentence.replace(f"‹{part}›", f"‹{called}›")
        return sentence

    return as_in


def _bracketed(line: str) -> str:
    """Set ``<name>`` so that no client takes it for a tag."""
    return _PART.sub(r"‹\1›", line)
