"""Renders a card: template and data to one JSON document, the document to what fits.

DingTalk takes at most 1,024 bytes of UTF-8 for each value of a card (page
`create-and-deliver-cards`). So a template draws its rows through :class:`CardRoom`, and is drawn
again with fewer of them until the body fits.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any, TypeVar

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from typing_extensions import override

from bot.cards.card import Button, Card, Rendered
from bot.cards.encoders import install
from bot.cards.escaping import ELLIPSIS, cut
from bot.cards.markdown import illustrated
from bot.i18n import Texts, read_texts

MOST_BUTTONS = 10
_DATED = frozenset({"files", "found", "walk", "audit"})
"""Lists in which each row has the time of its last change."""
PREVIEW_BYTES = 200

Row = TypeVar("Row")


class CardRoom:
    """How many rows a template may draw; templates call it ``room``.

    ``tight`` asks for the short wording, and ``bare`` for the shortest; ``hidden`` counts the rows
    that were left out, and ``asked`` all that the template wanted to draw.
    """

    def __init__(self, rows: int | None = None, *, tight: bool = False, bare: bool = False) -> None:
        """Allow so many rows; ``None`` allows all."""
        self.tight = tight
        self.bare = bare
        self.asked = 0
        self.hidden = 0
        self._left = rows

    def take(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Give the rows that may still be drawn."""
        self.asked += len(rows)
        taken = rows if self._left is None else rows[: self._left]
        self.hidden += len(rows) - len(taken)
        if self._left is not None:
            self._left -= len(taken)
        return taken


class Cards:
    """Every template, in every language."""

    def __init__(
        self, folder: Path, *, value_bytes: int = 1024, time_zone: str = "Asia/Shanghai"
    ) -> None:
        """Read templates and catalogues; a value of a card has at most ``value_bytes``."""
        self._limit = value_bytes
        self._environments = _environments(folder, time_zone)

    def render(self, card: Card, language: str, *, now: int, welcome: bool = False) -> Rendered:
        """Draw a card in ``zh`` or ``en``, at ``now`` in milliseconds since 1970.

        ``welcome`` puts two lines of greeting before the body, for somebody's first answer; one
        more says which question was left, or still waits. A template that prints what ``card.data``
        lacks raises :class:`jinja2.UndefinedError`.
        """
        environment = self._environments[language]
        template = environment.get_template(f"{card.template}.json.j2")
        context = {**card.data, "actions": frozenset(card.actions), "rendered_at": now}
        head = environment.get_template("_head.md.j2").render(
            welcome=welcome,
            left=card.left,
            waits=card.waits,
            heard=card.heard,
            span=card.span,
            covers_week=card.template == "digest",
            dated=card.template in _DATED,
            skipped=card.skipped,
            others=card.others,
            steps=card.next_steps,
            asks=card.then is not None,
            unanswered=card.unanswered,
            untaken=card.untaken,
            as_text=card.as_text,
            choose=card.choose,
        )
        following = _following(card, environment)

        def draw(room: CardRoom) -> Rendered:
            return _rendered(json.loads(template.render(context, room=room)), head, following)

        return self._fitted(draw)

    def _fitted(self, draw: Callable[[CardRoom], Rendered]) -> Rendered:
        """Try the full wording, then shorter ones, then the shortest with as many rows as fit."""
        rendered = draw(CardRoom())
        if not self._fits(rendered):
            rendered = draw(CardRoom(tight=True))
        if not self._fits(rendered):
            room = CardRoom(tight=True, bare=True)
            rendered = draw(room)
        if not self._fits(rendered):
            too_many = bisect_left(
                range(room.asked),
                True,  # noqa: FBT003 - the key's value that is looked for
                key=lambda rows: not self._fits(draw(CardRoom(rows, tight=True, bare=True))),
            )
            rendered = draw(CardRoom(max(too_many - 1, 0), tight=True, bare=True))
        return self._cut(rendered)

    def _fits(self, rendered: Rendered) -> bool:
        return len(illustrated(rendered).encode()) <= self._limit

    def _cut(self, rendered: Rendered) -> Rendered:
        picture = len(illustrated(rendered).encode()) - len(rendered.body.encode())
        return Rendered(
            title=cut(rendered.title, self._limit),
            body=cut_markdown(rendered.body, self._limit - picture),
            buttons=rendered.buttons[:MOST_BUTTONS],
            preview=f"[{cut(rendered.preview, PREVIEW_BYTES)}]",
            picture=rendered.picture,
        )


class _Compiled(BytecodeCache):
    """What is compiled of a template, once for all languages: they differ in their texts alone."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


@lru_cache(maxsize=8)
def _environments(folder: Path, time_zone: str) -> Mapping[str, Environment]:
    """Make the environment of every language once, with all templates it has compiled."""
    compiled = _Compiled()
    return {
        language: make_environment(folder, texts, compiled)
        for language, texts in read_texts(folder, time_zone).items()
    }


def make_environment(
    folder: Path, texts: Texts, compiled: BytecodeCache | None = None
) -> Environment:
    """Make the environment of one language; an unknown name in a template is an error."""
    environment = Environment(
        autoescape=False,  # noqa: S701 - nothing here is HTML; a test holds every expression to an encoder
        auto_reload=False,
        bytecode_cache=compiled,
        extensions=["jinja2.ext.i18n"],
        loader=FileSystemLoader(folder),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(  # type: ignore[attr-defined]  # i18n adds it
        texts.translations, newstyle=True
    )
    install(environment, texts)
    return environment


def cut_markdown(body: str, limit: int) -> str:
    """Shorten Markdown to ``limit`` bytes without leaving half an escape at its end."""
    if len(body.encode()) <= limit:
        return body
    shorter = cut(body, limit).removesuffix(ELLIPSIS).rstrip()
    backslashes = len(shorter) - len(shorter.rstrip("\\"))
    return shorter[: len(shorter) - backslashes % 2] + ELLIPSIS


def _following(card: Card, environment: Environment) -> tuple[Button, ...]:
    """Draw the buttons of what was wished besides, which any card may have."""
    if not card.next_steps:
        return ()
    drawn = environment.get_template("_next.j2").render(
        steps=card.next_steps, actions=frozenset(card.actions)
    )
    return tuple(Button(**each) for each in json.loads(drawn))


def _rendered(
    document: Mapping[str, Any], head: str, following: tuple[Button, ...] = ()
) -> Rendered:
    buttons = tuple(Button(**each) for each in document["buttons"])
    return Rendered(
        title=document["title"],
        body=tidy(f"{head}\n\n{document['body']}"),
        buttons=(*buttons[: MOST_BUTTONS - len(following)], *following),
        preview=document.get("preview", document["title"]),
        picture=document.get("picture", ""),
    )


def tidy(text: str) -> str:
    """Make Markdown of a template's lines: each ends in a break, an empty one parts paragraphs."""
    paragraphs = [_lines(each) for each in text.split("\n\n")]
    return "\n\n".join("  \n".join(lines) for lines in paragraphs if lines)


def _lines(paragraph: str) -> list[str]:
    return [line.strip() for line in paragraph.split("\n") if line.strip()]
