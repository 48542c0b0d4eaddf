"""How a face looks on DingTalk."""

import json
from dataclasses import replace

from bot.cards import Button, Rendered
from bot.delivery.card_data import params, private_note, update, update_for_one
from bot.delivery.record import Record
from tests.parts import GROUP
from tests.sweeping import sweep

LIMIT = 1024
LABEL = "删除八个字宽的钮"
"""A label of 24 bytes, the longest that templates may use."""


def record(*buttons: Button, face: int = 1) -> Record:
    shown = Rendered("标题", "正文 “ ” \\ \n", buttons, "[预览]")
    return Record("card1", GROUP, "p", "p", "zh", "turn", face, shown, note="⏳ 处理中…")


def test_every_value_is_a_text() -> None:
    values = params(record(Button("新建", "primary", "create")))

    assert all(isinstance(value, str) for value in values.values())
    assert values["msgTitle"] == "标题"
    assert values["msgContent"] == "⏳ 处理中…"
    assert values["staticMsgContent"] == "正文 “ ” \\ \n"


def test_a_picture_stands_below_the_body() -> None:
    shown = record()
    pictured = replace(shown, shown=replace(shown.shown, picture="@media"))

    assert params(pictured)["staticMsgContent"] == f"{shown.shown.body}\n\n![](@media)"


def test_buttons_ask_to_be_called_back_by_their_short_names() -> None:
    shown = record(
        Button("新建", "primary", "create"), Button("删除", "danger", "delete"), face=46_655
    )

    drawn = json.loads(params(shown)["sys_full_json_obj"])

    assert drawn["msgButtons"] == [
        {"text": "新建", "color": "blue", "id": "zzz0", "request": True},
        {"text": "删除", "color": "red", "id": "zzz1", "request": True},
    ]
    assert "msgButtons" in drawn["order"]


@sweep("style", ["primary", "normal", "danger"])
def test_ten_longest_buttons_fit_a_value(style: str) -> None:
    longest = Button(LABEL, "normal", "a")
    full = record(*[replace(longest, style=style)] * 10, face=46_655)  # type: ignore[arg-type]  # one of three

    assert len(LABEL.encode()) == 24
    assert max(len(value.encode()) for value in params(full).values()) <= LIMIT


def test_a_card_without_buttons_shows_none() -> None:
    assert json.loads(params(record())["sys_full_json_obj"])["msgButtons"] == []


def test_an_ack_changes_the_card_by_key() -> None:
    shown = record(Button("新建", "primary", "create"))

    response = update(shown)

    assert response["cardUpdateOptions"] == {
        "updateCardDataByKey": True,
        "updatePrivateDataByKey": True,
    }
    assert response["cardData"] == {"cardParamMap": params(shown)}


def test_a_line_for_one_person_leaves_the_card_as_it_is() -> None:
    response = update_for_one("Only Bob may press this.")

    assert "cardData" not in response
    assert response["userPrivateData"] == {"cardParamMap": private_note("Only Bob may press this.")}
