"""Bots made with DingTalk's own stream libraries connect, hear, answer, and come back."""

import pytest

from tests.sandbox.strangers import CALLED, COMMANDS, line, stranger, talk
from tests.sandbox_server import Json, SandboxHandle


@pytest.mark.parametrize("language", COMMANDS)
async def test_it_hears_answers_is_pressed_is_rolled_and_comes_back(language: str) -> None:
    assert await talk(language) == CALLED[language]


async def test_python_s_library_finds_the_picture_somebody_sent(sandbox: SandboxHandle) -> None:
    upload = await sandbox.upload("a.png", b"real bytes")
    chat = await sandbox.single("staff01")
    async with stranger("Python", sandbox):
        content = {"downloadCode": {"upload": upload}}
        await sandbox.say(chat, "staff01", msgtype="picture", content=content)
        reply = await line(sandbox, chat, lambda found: found["via"] == "webhook")
        assert (await sandbox.client.get(reply["text"])).content == b"real bytes"


async def test_every_card_of_python_s_library_is_drawn(sandbox: SandboxHandle) -> None:
    chat = await sandbox.single("staff01")
    async with stranger("Python", sandbox):
        await sandbox.say(chat, "staff01", "every card")
        await line(sandbox, chat, lambda found: _card(found)["title"] == "Fourth")
        shown = {each["card"]["outTrackId"]: each["card"] for each in await _cards(sandbox, chat)}
    plain, linked, slides, plugin = shown.values()
    assert (plain["title"], plain["markdown"]) == ("First", "plain")
    assert (linked["markdown"], linked["buttons"][0]["url"]) == ("linked", "https://a.example/")
    assert slides["markdown"] == "slides\n![one](/oss/@m1)"
    assert slides["buttons"][0]["id"] == "image_slider_select_button"
    assert plugin["flowStatus"] == "3"


def _card(found: Json) -> Json:
    return found.get("card") or {"title": None}


async def _cards(sandbox: SandboxHandle, chat: str) -> list[Json]:
    return [each for each in await sandbox.messages(chat) if "card" in each]
