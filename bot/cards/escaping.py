"""Text from people and from DingTalk is data: here it is made unable to be anything else.

What would open a link, a tag or a mention is shown by its full-width twin, so that it stays shut
even in a client that knows no backslash escapes. What would only change the looks is escaped as
CommonMark says.
"""

import unicodedata
from functools import lru_cache

import regex

ELLIPSIS = "…"
TITLE_BYTES = 900
"""Longest name in a title, in bytes of UTF-8."""

_BLANK = regex.compile(r"[\s\u2800]+")
_LONE_SURROGATE = regex.compile(r"[\ud800-\udfff]")
# Joiners and selectors hold an emoji together; anywhere else they hide a difference between names.
_UNSEEN = regex.compile(
    r"""
    (?<=\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]?)\u200D(?=\p{Extended_Pictographic})
        (*SKIP)(*FAIL)
    | (?<=\p{Extended_Pictographic})\uFE0F(*SKIP)(*FAIL)
    | (?<=[0-9#*])\uFE0F(?=\u20E3)(*SKIP)(*FAIL)
    | [\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]
    """,
    regex.VERBOSE,
)
_PILED_MARKS = regex.compile(r"(?<=\p{M}{4})\p{M}+")
_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_GRAPHEME = regex.compile(r"\X")

_OPENING = regex.compile(r"\](?=[(\[:])|<(?=[A-Za-z/!?])|@|:(?=//)|(?<=www)\.", regex.IGNORECASE)
_ENDING = regex.compile(r"\]$")
"""In a title a colon may follow, and both would begin what a link leads to."""
_FULL_WIDTH = {"]": "］", "<": "＜", "@": "＠", ":": "：", ".": "．"}

_MARKUP = regex.compile(
    r"""
    \\(?=[!-/:-@\[-`{-~]|$)             # a backslash that would escape something
    | [`*~]
    | (?<![^\W_])_ | _(?![^\W_])        # an underscore inside a word emphasises nothing
    | &(?=\#?\w+;)                      # an entity
    | ^[-=>\#]                          # list, underline, quotation, heading
    | ^\+(?=\ |$)                       # list, and no sum such as +5 GB
    | (?<=^\d{1,9})[.)](?=\ |$)         # numbered list
    """,
    regex.VERBOSE,
)


def clean(text: str) -> str:
    """Leave what can be seen, on one line: no controls, direction marks or zero widths."""
    # str() lets a name that a template does not know complain in its own words.
    seen = _UNSEEN.sub("", _BLANK.sub(" ", _LONE_SURROGATE.sub("\ufffd", str(text))))
    return _BLANK.sub(" ", _PILED_MARKS.sub("", seen)).strip()


def cut(text: str, limit: int) -> str:
    """Shorten to at most ``limit`` bytes of UTF-8, between graphemes, with an ellipsis."""
    if len(text.encode()) <= limit:
        return text
    kept, left = [], limit - len(ELLIPSIS.encode())
    for grapheme in _GRAPHEME.finditer(text):
        left -= len(grapheme[0].encode())
        if left < 0:
            break
        kept.append(grapheme[0])
    return "".join(kept).rstrip() + ELLIPSIS


@lru_cache(maxsize=1024)  # a card is drawn again and again with fewer rows until it fits
def plain(text: str, limit: int = TITLE_BYTES) -> str:
    """Prepare text for a place that is not Markdown, such as a title; at most ``limit`` bytes.

    DingTalk does not say whether a card's title is read as Markdown, so nothing here opens a link,
    a tag or a mention either way.
    """
    return _isolated(cut(_titled(text), limit))


@lru_cache(maxsize=1024, typed=True)
def md(text: str, limit: int = 200) -> str:
    """Prepare text for a line of Markdown; at most ``limit`` bytes before escapes are added."""
    return _MARKUP.sub(r"\\\g<0>", _isolated(cut(_shut(clean(text)), limit)))


def can_be_typed(name: str) -> bool:
    """Whether a card's title shows all of a name, so that somebody can type what they see."""
    return bool(name) and clean(name) == name and len(_titled(name).encode()) <= TITLE_BYTES


@lru_cache(maxsize=256)
def looks(name: str) -> str:
    """What a reader tells names apart by: neither case, nor width, nor blanks."""
    return unicodedata.normalize("NFKC", clean(name)).casefold().replace(" ", "")


def same_name(typed: str, name: str) -> bool:
    """Whether somebody typed, or copied from a card, exactly this name."""
    return _titled(typed) == _titled(name)


def _titled(name: str) -> str:
    return _ENDING.sub(_FULL_WIDTH["]"], _shut(clean(name)))


def _shut(text: str) -> str:
    return _OPENING.sub(lambda found: _FULL_WIDTH[found[0]], text)


def _isolated(text: str) -> str:
    """Keep right-to-left words from turning round what stands beside them."""
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text
