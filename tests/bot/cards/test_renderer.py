"""A card is drawn so that it fits, however much there is to say."""

import json
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from jinja2 import Environment, UndefinedError

from bot.cards import Button, Card, Cards, Rendered, illustrated
from bot.cards.renderer import CardRoom, cut_markdown, tidy
from tests.cards.examples import EXAMPLES
from tests.cards.organisation import NOW
from tests.catalogue import CHINESE, TEMPLATES
from tests.sweeping import sweep

ROWS = """\
{# rows: for this test. names, picture #}
{% from "_parts.j2" import left_out with context %}
{% set body %}
{% for name in room.take(names) %}
{{ name | md(32) }}
{% endfor %}
{{ left_out() }}
{% endset %}
{"title": {{ _("Spaces") | json }}, "body": {{ body | json }}, "buttons": [],
 "picture": {{ picture | json }}}
"""


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Cards:
    """The project's templates and one more."""
    folder = tmp_path_factory.mktemp("templates")
    for path in TEMPLATES.glob("*.j2"):
        (folder / path.name).write_text(path.read_text("utf-8"), "utf-8")
    catalogue = folder / CHINESE.relative_to(TEMPLATES)
    catalogue.parent.mkdir(parents=True)
    catalogue.write_bytes(CHINESE.read_bytes())
    (folder / "rows.json.j2").write_text(ROWS, "utf-8")
    return Cards(folder)


def test_a_template_is_compiled_once_and_speaks_every_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled: list[str] = []
    as_ever = Environment._compile  # noqa: SLF001 - which Jinja documents for whoever compiles otherwise

    def counted(environment: Environment, source: str, filename: str) -> CodeType:
        compiled.append(filename)
        return as_ever(environment, source, filename)

    monkeypatch.setattr(Environment, "_compile", counted)
    cards = Cards(TEMPLATES, time_zone="Asia/Tokyo")
    chinese, english = (
        cards.render(EXAMPLES["whoami"], language, now=NOW) for language in ("zh", "en")
    )

    assert chinese.body != english.body
    assert 0 < len(compiled) == len(set(compiled))


def test_a_space_named_like_json_stays_a_name(cards: Cards) -> None:
    name = '"}, "buttons": [{"label": "*'

    face = cards.render(Card("created", {"space": _named(name), "next": ""}), "en", now=NOW)

    assert face.title == f"Created: {name}"
    assert face.buttons == ()


def test_rows_that_do_not_fit_are_left_out_whole_and_counted(cards: Cards) -> None:
    names = [f"space number {number}" for number in range(100)]

    face = cards.render(Card("rows", {"names": names, "picture": ""}), "en", now=NOW)

    lines = face.body.split("\n")
    shown = [line.strip() for line in lines[:-1]]
    assert shown == names[: len(shown)]
    assert lines[-1] == f"… and {100 - len(shown)} more"
    assert 1000 < len(face.body.encode()) <= 1024


def test_a_row_more_would_not_have_fitted(cards: Cards) -> None:
    for count in range(40, 60):
        names = ["x" * 20] * count
        face = cards.render(Card("rows", {"names": names, "picture": ""}), "en", now=NOW)
        rows = face.body.count("x" * 20)
        assert rows == count or len(face.body.encode()) + 23 > 1024


def test_a_picture_takes_its_room_from_the_rows_and_stays_whole(cards: Cards) -> None:
    media = "@lADPDfJ6WgmbNs7M8s0EAA"
    for names in (["x" * 20] * 100, ["啊" * 400]):
        face = cards.render(Card("rows", {"names": names, "picture": media}), "en", now=NOW)

        assert illustrated(face).endswith(f"\n\n![]({media})")
        assert 900 < len(illustrated(face).encode()) <= 1024 or len(names) == 1


def test_the_short_wording_comes_before_rows_are_left_out(cards: Cards) -> None:
    example = EXAMPLES["audit"]
    rows: Any = example.data["entries"]
    many = Card("audit", {**example.data, "entries": rows[:1] * 13})
    few = Card("audit", {**example.data, "entries": rows[:1] * 9})

    face = cards.render(many, "en", now=NOW)

    assert "Request ID: " not in face.body
    assert "more" not in face.body
    assert "Request ID: " in cards.render(few, "en", now=NOW).body


def test_a_greeting_counts_towards_the_limit(cards: Cards) -> None:
    card = Card(
        "rows", {"names": [f"space number {number}" for number in range(100)], "picture": ""}
    )

    greeted = cards.render(card, "zh", now=NOW, welcome=True)
    plain = cards.render(card, "zh", now=NOW)

    assert greeted.body.startswith("你好，我是空间管家")
    assert greeted.body.count("space number") < plain.body.count("space number")
    assert len(greeted.body.encode()) <= 1024


def test_a_button_without_an_action_is_not_shown(cards: Cards) -> None:
    first = cards.render(EXAMPLES["spaces"], "en", now=NOW)

    assert first.buttons == (
        Button("Next", "normal", "next"),
        Button("Refresh", "normal", "refresh"),
    )


def test_what_destroys_is_marked_as_danger(cards: Cards) -> None:
    face = cards.render(EXAMPLES["delete_confirm_empty"], "en", now=NOW)

    assert [each.style for each in face.buttons] == ["danger", "normal"]


def test_missing_data_is_an_error(cards: Cards) -> None:
    with pytest.raises(UndefinedError, match="'space' is undefined"):
        cards.render(Card("created"), "en", now=NOW)


def test_a_body_without_rows_is_cut_at_its_end() -> None:
    assert cut_markdown("x" * 20, 10) == "xxxxxxx…"
    assert cut_markdown("fits", 10) == "fits"


@sweep("limit", range(4, 14))
def test_a_cut_leaves_no_half_of_an_escape(limit: int) -> None:
    shorter = cut_markdown(r"a\*\\\*\\b and on", limit)

    written = shorter.removesuffix("…")
    assert (len(written) - len(written.rstrip("\\"))) % 2 == 0
    assert len(shorter.encode()) <= limit


def test_lines_of_a_template_end_in_breaks() -> None:
    assert tidy("\n  one\ntwo \n\n\n\nthree\n") == "one  \ntwo\n\nthree"


def test_room_is_shared_by_all_rows_of_a_card() -> None:
    room = CardRoom(3)

    assert room.take("ab") == "ab"
    assert room.take("cdef") == "c"
    assert (room.asked, room.hidden) == (6, 3)


def test_a_face_travels_as_json(cards: Cards) -> None:
    face = cards.render(EXAMPLES["spaces"], "zh", now=NOW)
    members = json.loads(json.dumps({"title": face.title, "body": face.body}))

    assert Rendered(**members).body == face.body


def test_the_folder_must_have_every_catalogue(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"spacekeeper\.po"):
        Cards(tmp_path)


def _named(name: str) -> dict[str, object]:
    return {"name": name, "quota": None, "quota_known": True, "id": "1"}
