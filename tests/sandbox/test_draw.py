"""Drawing: which template shows what."""

import json

import pytest

from sandbox.draw import AI_MARKDOWN, GRAPH, MARKDOWN, MARKDOWN_BUTTONS, NOT_LOADED, PLUGIN, draw
from tests.sweeping import sweep


def test_the_ai_template_joins_its_two_bodies() -> None:
    drawing = draw(AI_MARKDOWN, {"msgContent": "a", "staticMsgContent": "b", "flowStatus": "1"})
    assert (drawing.markdown, drawing.flow_status) == ("a\nb", "1")


def test_the_button_template_shows_links() -> None:
    full = json.dumps({"msgButtons": [{"text": "Open", "url": "https://example.com/"}]})
    drawing = draw(MARKDOWN_BUTTONS, {"title": "T", "markdown": "m", "sys_full_json_obj": full})
    assert (drawing.title, drawing.markdown) == ("T", "m")
    assert drawing.buttons[0]["url"] == "https://example.com/"


def test_the_plain_template_has_no_buttons() -> None:
    drawing = draw(MARKDOWN, {"markdown": "m", "sys_full_json_obj": '{"msgButtons": [{}]}'})
    assert (drawing.markdown, drawing.buttons) == ("m", [])


def test_a_disabled_button_is_shown_so() -> None:
    full = json.dumps({"msgButtons": [{"text": "x", "id": "x", "status": "disabled"}]})
    assert not draw(AI_MARKDOWN, {"sys_full_json_obj": full}).buttons[0]["enabled"]


@pytest.mark.parametrize("full", ["{", "[" * 5000])
def test_broken_json_cannot_be_drawn(full: str) -> None:
    assert draw(AI_MARKDOWN, {"sys_full_json_obj": full}).markdown == NOT_LOADED


@sweep("full", ["[]", '{"msgButtons": 5}', '{"msgButtons": ["x"]}', ""])
def test_json_without_buttons_draws_none(full: str) -> None:
    assert draw(AI_MARKDOWN, {"sys_full_json_obj": full}).buttons == []


def test_the_slider_s_pictures_follow_the_text() -> None:
    full = json.dumps({"msgSlider": [{"title": "one", "image": "@m1"}, "x"]})
    drawing = draw(AI_MARKDOWN, {"staticMsgContent": "b", "sys_full_json_obj": full})
    assert drawing.markdown == "b\n![one](/oss/@m1)"


def test_a_plugin_s_card_shows_its_goal() -> None:
    drawing = draw(PLUGIN, {"goal": "Tidy up", "plan": "{}", "flowStatus": "3"})
    assert (drawing.title, drawing.markdown, drawing.flow_status) == ("Tidy up", "", "3")


def test_a_graph_s_card_shows_its_content() -> None:
    assert draw(GRAPH, {"content": "# a"}).markdown == "# a"
