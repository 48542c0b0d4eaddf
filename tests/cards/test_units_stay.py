"""A number and its unit stand on one line, and commands stay as they are typed."""

import json
import re
from collections.abc import Iterator

import pytest

from bot.cards import Button, Rendered, as_markdown
from bot.i18n import LOCALES, NBSP, Texts, read_catalogues
from bot.language import Size, normalise
from bot.routing import Routes
from handlers import ROUTERS
from tests.cards.golden import FOLDER
from tests.catalogue import TEMPLATES

ROUTES = Routes(ROUTERS)
BOLD = re.compile(r"\*\*([^*]+)\*\*")
PARTED = re.compile(
    r"\d\*{0,2} \*{0,2}(?:[KMGTPE]?B\b|(?:h|min|minutes?|hours?|days?|weeks?|months?)\b"
    "|天|小时|分钟|周|个月|个空间)"
)


AS_WRITTEN = re.compile(r"“[^”]*”|\[[^\]]*\]")
"""What people wrote themselves, in quotes or in a settings file."""
AS_TYPED = ("did_you_mean", "do_this")
"""Cards whose rows are commands."""


def faces() -> Iterator[tuple[str, str]]:
    """Give all that is read on each golden card."""
    for path in sorted(FOLDER.glob("*.json")):
        for face in json.loads(path.read_text("utf-8")).values():
            labels = [button["label"] for button in face["buttons"]]
            yield path.stem, "\n".join([face["title"], face["body"], face["preview"], *labels])


def typed(text: str) -> list[str]:
    """Give the commands among what stands in bold."""
    return [each for each in BOLD.findall(text) if not each[0].isdigit() and ROUTES.find(each)]


def test_no_line_of_a_card_can_end_between_a_number_and_its_unit() -> None:
    parted = []
    for name, text in faces():
        if name.startswith(AS_TYPED):
            continue
        for command in typed(text):
            text = text.replace(f"**{command}**", "")  # noqa: PLW2901 - what is left of it
        parted += [(name, found) for found in PARTED.findall(AS_WRITTEN.sub("", text))]

    assert parted == []


def test_a_command_on_a_card_is_made_of_what_people_type() -> None:
    assert [(name, each) for name, text in faces() for each in typed(text) if NBSP in each] == []


@pytest.mark.parametrize("language", LOCALES)
def test_sizes_and_spans_hold_together(language: str) -> None:
    texts = Texts(language, read_catalogues(TEMPLATES)[language], "UTC")

    assert texts.size(500 << 30) == f"500{NBSP}GB"
    assert " " not in texts.span(7200) + texts.whole_span(5400)


def test_a_size_that_was_copied_from_a_card_is_read() -> None:
    assert normalise(f"500{NBSP}GB") == "500 gb"
    assert Size("size").read(f"500{NBSP}GB") == 500 << 30
    for said in (f"quota set Finance 500{NBSP}GB", f"设置容量 市场部 1.5{NBSP}TB"):
        match = ROUTES.find(said)
        assert match is not None
        assert match.route.read(match.raw)["size"]


def test_a_card_in_words_holds_them_together_too() -> None:
    face = Rendered(f"1{NBSP}GB left", "", (Button(f"Snooze 1{NBSP}h", "normal", "hour"),))

    assert as_markdown(face, {"hour": "alert snooze 1 h"}) == (
        f"#### 1{NBSP}GB left\n\nSnooze 1{NBSP}h → alert snooze 1 h"
    )
