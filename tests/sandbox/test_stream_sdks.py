"""Bots made with DingTalk's own stream libraries connect, hear, answer, and come back."""

import pytest

from tests.sandbox.strangers import CALLED, COMMANDS, line, stranger, talk
from tests.sandbox_server import SandboxHandle


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
