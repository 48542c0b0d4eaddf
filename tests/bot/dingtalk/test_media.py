"""Uploading pictures, over the real wire."""

import asyncio
import json

import pytest

from bot.dingtalk.http import DingTalk
from bot.dingtalk.media import Media
from bot.errors import Refused, TokenRefused, Unavailable
from bot.storage import Store
from tests.dingtalk import calling, calls_of
from tests.sandbox_server import SandboxHandle

UPLOAD = "POST /media/upload"
PNG = b"\x89PNG\r\n\x1a\nnot quite"


class Drawn:
    """Gives the same picture each time, and counts."""

    def __init__(self, png: bytes = PNG) -> None:
        self.png = png
        self.times = 0

    async def __call__(self) -> bytes:
        self.times += 1
        return self.png


@pytest.fixture
def media(dingtalk: DingTalk, store: Store) -> Media:
    return Media(dingtalk, store)


async def test_a_picture_is_uploaded_whole(sandbox: SandboxHandle, media: Media) -> None:
    media_id = await media.picture("digest", Drawn())

    answer = await sandbox.client.get(f"/oss/{media_id}")
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    [call] = await calls_of(sandbox, UPLOAD)
    assert (call["query"]["type"], call["status"]) == ("image", 200)


async def test_the_same_picture_is_neither_drawn_nor_uploaded_again(
    sandbox: SandboxHandle, media: Media
) -> None:
    drawn = Drawn()

    first = [await media.picture("digest", drawn) for _ in range(3)]
    other = await media.picture("another", drawn)

    assert len(set(first)) == 1
    assert other not in first
    assert drawn.times == len(await calls_of(sandbox, UPLOAD)) == 2


async def test_an_upload_is_announced_before_it_leaves(
    sandbox: SandboxHandle, store: Store
) -> None:
    spent: list[str] = []
    async with calling(sandbox, store, spend=spent.append) as dingtalk:
        await Media(dingtalk, store).picture("digest", Drawn())

    assert spent == [UPLOAD]


async def test_a_token_refused_on_the_way_is_renewed_and_the_picture_sent_again(
    sandbox: SandboxHandle, media: Media
) -> None:
    await sandbox.fault("invalid-token", UPLOAD, times=1)

    media_id = await media.picture("digest", Drawn())

    assert (await sandbox.client.get(f"/oss/{media_id}")).content == PNG


async def test_a_token_refused_for_good_is_told(sandbox: SandboxHandle, media: Media) -> None:
    await sandbox.fault("invalid-token", UPLOAD)

    with pytest.raises(TokenRefused):
        await media.picture("digest", Drawn())


@pytest.mark.parametrize("code", ["40004", "40006"])
async def test_a_refusal_is_told_and_not_remembered(
    sandbox: SandboxHandle, media: Media, code: str
) -> None:
    await sandbox.fault("respond", UPLOAD, times=1, status=200, code=code, message="no")

    with pytest.raises(Refused) as refused:
        await media.picture("digest", Drawn())

    assert refused.value.code == code
    assert (await media.picture("digest", Drawn())).startswith("@")


@pytest.mark.usefixtures("impatient")
async def test_an_answer_that_is_lost_is_asked_for_again(
    sandbox: SandboxHandle, media: Media
) -> None:
    """A picture too many does no harm."""
    await sandbox.fault("server-error", UPLOAD, times=1)

    assert (await media.picture("digest", Drawn())).startswith("@")
    assert len(await calls_of(sandbox, UPLOAD)) == 2


@pytest.mark.parametrize("answered", [None, "", 7, "@a](x)", "https://elsewhere", "@a b", "@a\n"])
async def test_a_media_id_that_could_not_stand_in_a_card_is_no_answer(
    sandbox: SandboxHandle, media: Media, answered: object
) -> None:
    body = json.dumps({"errcode": 0, "media_id": answered})
    await sandbox.fault("respond", UPLOAD, status=200, message=body)

    with pytest.raises(Unavailable):
        await media.picture("digest", Drawn())


async def test_two_that_upload_at_once_both_get_a_picture(
    sandbox: SandboxHandle, media: Media
) -> None:
    both = await asyncio.gather(*(media.picture("digest", Drawn()) for _ in range(2)))

    assert await media.picture("digest", Drawn()) in both
