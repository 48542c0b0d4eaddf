"""Uploads at their limits: too large, told of too often, too many, cut off, and other than said."""

import hashlib
import json
from itertools import pairwise
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.dingtalk.storage_bytes import CHUNK
from bot.tasks import GIVE_WAY_SECONDS, MANY_AWAITED
from tests.conversations.crashes import held, hold, kill, made
from tests.conversations.stage import Stage
from tests.conversations.test_file_deletions import ONE
from tests.conversations.uploading import (
    COMMIT,
    DOWNLOAD,
    FETCH,
    INFO,
    INIT,
    MOVE,
    PARTS,
    PUT,
    SPACE,
    drawer,
    over,
    sends_file,
    sends_video,
    stores,
    within,
)
from tests.conversations.watching import UPDATE, cost, spent
from tests.sandbox_server import Json

PART = 100 << 10
QUICK: dict[str, Any] = {"language": "en", "interim_seconds": 30}
IN_PARTS: dict[str, Any] = {**QUICK, "upload_single_bytes": 0, "upload_part_bytes": PART}
MOVIE = bytes(range(256)) * (4 * PART // 256)
LONG = MOVIE * 3
FITS = hashlib.md5(b"x" * (10 << 10), usedforsecurity=False).hexdigest()
MD5 = hashlib.md5(MOVIE, usedforsecurity=False).hexdigest()
PLACE = f"{SPACE}/Clips"
INFOS = "multipartHeaderSignatureInfos"
MANY: dict[str, Any] = {
    "monthly_calls": 100_000,
    "allowance_share": 100,
    "person_calls_a_day": 0,
    "conversation_calls_a_day": 0,
}
LIST = "GET /v1.0/drive/spaces"


def at_once(calls: list[Json]) -> int:
    """How many of these calls were under way together at most."""
    spans = [(int(each["at"]), int(each["at"]) + int(each["millis"])) for each in calls]
    return max(sum(start <= at < end for start, end in spans) for at, _ in spans)


async def statuses(stage: Stage, before: int) -> list[int]:
    """What the storage server said to those who fetched since."""
    return [each["status"] for each in (await made(stage.sandbox, FETCH))[before:]]


async def test_what_is_too_large_is_refused_in_words_before_anything_is_put(stage: Stage) -> None:
    folder = await drawer(stage)
    async with stage.bot(**QUICK, upload_most_bytes=10 << 10):
        ann = await stage.alone("staff02")
        await sends_video(ann, b"x" * (10 << 10))
        fits = await stores(ann, PLACE)
        await sends_video(ann, b"x" * ((10 << 10) + 1))
        before = await spent(stage)
        refused = await stores(ann, PLACE)
        paid = await cost(stage, before)

        [info] = await made(stage.sandbox, INFO)
        assert fits.title.startswith("Stored: ")
        assert info["body"]["option"]["preCheckParam"]["md5"] == FITS
        assert refused.title.startswith("Too large: ")
        assert "It is 10,241 B, and I can store up to 10,240 B" in refused.text
        assert not paid.keys() & {INFO, INIT, PUT, COMMIT}
        assert len(await within(stage, folder)) == 1


@pytest.mark.parametrize("settings", [QUICK, IN_PARTS], ids=["single", "parts"])
async def test_fewer_or_other_bytes_than_announced_are_stored_never(
    stage: Stage, settings: dict[str, Any]
) -> None:
    folder = await drawer(stage)
    async with stage.bot(**settings):
        ann = await stage.alone("staff02")
        answers = {}
        for fault, times in (("short-bytes", 9), ("other-bytes", 9), ("cut-bytes", 9)):
            await sends_video(ann, MOVIE)
            await stage.sandbox.fault(fault, FETCH, times=times)
            answers[fault] = (await stores(ann, PLACE)).title
            await stage.sandbox.clear_faults()
        left = await within(stage, folder)

        assert left == []
        assert await made(stage.sandbox, COMMIT) == [], "known before DingTalk is asked"
        assert answers["short-bytes"].startswith("Not stored")
        assert answers["other-bytes"].startswith("Not stored")
        assert "Stored" not in answers["cut-bytes"]


async def test_what_breaks_off_goes_on_behind_the_last_part_and_what_is_stopped_does_not(
    stage: Stage,
) -> None:
    """Where a part is given, that alone is fetched; what is given whole is compared first."""
    folder = await drawer(stage)
    async with stage.bot(**IN_PARTS):
        ann = await stage.alone("staff02")
        for fault, status in (("", 206), ("whole-bytes", 200)):
            before, puts = (
                len(await made(stage.sandbox, FETCH)),
                len(await made(stage.sandbox, PUT)),
            )
            await sends_video(ann, LONG)
            await stage.sandbox.fault("cut-bytes", FETCH, times=2)
            if fault:
                await stage.sandbox.fault(fault, FETCH, times=9)
            done = await stores(ann, PLACE)

            assert done.title.startswith("Stored: "), fault
            assert await statuses(stage, before) == [200, 200, status]
            assert len(await made(stage.sandbox, PUT)) - puts <= 12 + 1
        stored = await within(stage, folder)
        for is_said in (False, True):
            await sends_video(ann, MOVIE)
            slow = await stage.sandbox.fault("slow", PUT, times=9, delayMillis=300)
            running = await ann.says(f"store {PLACE}")
            await held(stage.sandbox, slow)
            stopping = ann.says("stop storing") if is_said else ann.presses(running, "Stop")
            ended = await over(ann, await stopping)
            await stage.sandbox.clear_faults()
            assert ended.title.startswith("Not stored: "), (is_said, ended)

        assert await within(stage, folder) == stored
        assert {each["md5"] for each in stored} == {
            hashlib.md5(LONG, usedforsecurity=False).hexdigest()
        }


async def test_what_is_over_in_the_middle_is_asked_for_anew_from_there(stage: Stage) -> None:
    """The address of the third part, and with it that of the source; the key, which begins anew."""
    folder = await drawer(stage)
    denied = {"status": 403, "code": "AccessDenied"}
    async with stage.bot(**IN_PARTS):
        ann = await stage.alone("staff02")
        for call, answer, calls in (
            (PUT, denied, (1, 2, 4 + 1, 206)),
            (COMMIT, {"status": 400, "code": "paramError.uploadKey"}, (2, 2, 4 + 4, 200)),
            (PARTS, {"status": 400, "code": "paramError.uploadKey"}, (2, 2, 4, 200)),
        ):
            await sends_video(ann, MOVIE)
            before = [len(await made(stage.sandbox, each)) for each in (INIT, PARTS, PUT)]
            fetched = len(await made(stage.sandbox, FETCH))
            await stage.sandbox.fault("slow", PUT, times=2, delayMillis=0)
            await stage.sandbox.fault("respond", call, times=1, **answer)
            done = await stores(ann, PLACE)
            await stage.sandbox.clear_faults()
            after = [len(await made(stage.sandbox, each)) for each in (INIT, PARTS, PUT)]
            more = [now - then for now, then in zip(after, before, strict=True)]

            assert done.title.startswith("Stored: "), call
            assert (*more, (await statuses(stage, fetched))[-1]) == calls, call
    assert [each["md5"] for each in await within(stage, folder)] == [MD5, MD5, MD5]


EVIL = {
    "headerSignatureInfo": {"resourceUrls": ["https://evil.example/x"], "headers": {}},
    "partNumber": 1,
}
ROOM_FULL = "organisation's total capacity"
HALFWAY: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    (INIT, "respond", {"status": 400, "code": "spaceQuotaInsufficient"}, "space has too little"),
    (COMMIT, "respond", {"status": 400, "code": "orgQuotaInsufficient"}, ROOM_FULL),
    (COMMIT, "respond", {"status": 400, "code": "paramError.parentDentryUuid"}, "no longer there"),
    (PARTS, "respond", {"message": json.dumps({INFOS: [EVIL]})}, "not DingTalk's"),
    (INIT, "malform", {"code": "absent", "message": "uploadKey"}, "not responding properly"),
    (PARTS, "malform", {"code": "absent", "message": INFOS}, "not responding properly"),
    (DOWNLOAD, "malform", {"code": "absent", "message": "downloadUrl"}, "not responding properly"),
)
"""What may be refused, or not be said, once a transfer has begun, and what is said of it."""


async def test_what_ends_a_transfer_on_its_way_is_said_and_leaves_nothing(stage: Stage) -> None:
    folder = await drawer(stage)
    space = str((await stage.sandbox.make_space("Root", "staff02"))["spaceId"])
    wrong = {}
    async with stage.bot(**IN_PARTS, **MANY, storage_hosts="[]"):
        ann = await stage.alone("staff02")
        for call, fault, how, words in HALFWAY:
            await sends_video(ann, b"moving")
            await stage.sandbox.fault(fault, call, times=9, **how)
            card = await stores(ann, PLACE)
            await stage.sandbox.clear_faults()
            if words not in card.title + card.text:
                wrong[call, fault] = card
        nothing = await within(stage, folder)
        refused = {"times": 9, "status": 403, "code": "permissionDenied"}
        await sends_video(ann, b"moving")
        await stage.sandbox.fault("respond", MOVE, **refused)
        denied = await stores(ann, "Root")
        [room] = await stage.sandbox.files(space, deep="true")
        await sends_video(ann, b"moving")
        await stage.sandbox.fault("respond", ONE, **refused)
        waits = await stores(ann, "Root")
        await stage.sandbox.clear_faults()
        await sends_video(ann, b"moving")
        await stage.sandbox.fault("malform", COMMIT, code="absent", message="dentry.name")
        unnamed = await stores(ann, PLACE)
        await stage.sandbox.clear_faults()
        await stage.sandbox.settings(copyChatFiles=False)
        await sends_file(ann, "a|b.pdf", b"moving")
        forbidden = await stores(ann, PLACE)
        question = await sends_video(ann, b"moving")
        await stage.sandbox.delete_file(folder["spaceId"], folder["dentryId"])
        gone = await over(ann, await ann.presses(question, "last time"))

    assert wrong == {}
    assert nothing == []
    assert ("does not let you" in denied.text, room["name"]) == (True, "Spacekeeper")
    assert waits.title.startswith("Stored: ")
    assert "In Root › Spacekeeper" in waits.text, "it lies there, and cannot be removed"
    assert unnamed.title.startswith("Stored: video-")
    assert "this sign: |" in forbidden.text
    assert "no longer there" in gone.text


async def test_a_card_tells_how_far_it_is_five_times_and_not_too_often(stage: Stage) -> None:
    await drawer(stage)
    wait = 0.03
    async with stage.bot(**IN_PARTS, progress_seconds=wait):
        ann = await stage.alone("staff02")
        await sends_video(ann, MOVIE * 5)
        await stage.sandbox.fault("slow", PUT, times=40, delayMillis=100)
        done = await stores(ann, PLACE)
        painted = await made(stage.sandbox, UPDATE)
        edits = [each for each in painted if each["body"]["outTrackId"] == done.card]
        times = [each["at"] for each in edits[:-1]]

        assert done.title.startswith("Stored: ")
        assert len(edits) == 5 + 1, "how far it is, and what came of it"
        assert all(b - a >= wait * 1000 for a, b in pairwise(times))


async def test_the_time_is_not_asked_for_with_each_piece_that_passes(stage: Stage) -> None:
    """The way to Redis would take longer than the piece does."""
    await drawer(stage)
    asked, sizes = [], (1, 48)
    client: Any = Redis.from_url(stage.redis_url, decode_responses=True)
    async with stage.bot(**QUICK), client as redis:
        ann = await stage.alone("staff02")
        for size in sizes:
            await sends_video(ann, bytes(size * CHUNK))
            await redis.config_resetstat()
            done = await stores(ann, PLACE)
            asked.append((await redis.info("commandstats"))["cmdstat_time"]["calls"])
            assert done.title.startswith("Stored: ")

    assert asked[1] - asked[0] < sizes[1] / 2, asked


async def test_a_file_gives_way_while_many_wait_for_an_answer(stage: Stage) -> None:
    await drawer(stage)
    pieces = 8
    async with stage.bot(**QUICK, call_seconds=30):
        ann = await stage.alone("staff02")
        await sends_video(ann, bytes(pieces * CHUNK))
        faults = [await hold(stage.sandbox, "before", LIST) for _ in range(MANY_AWAITED)]
        for user in ("staff01", "manager01", "manager02"):
            await (await stage.alone(user)).sends("spaces")
        await held(stage.sandbox, *faults)
        done = await stores(ann, PLACE)
        await stage.sandbox.clear_faults()
        [put] = await made(stage.sandbox, PUT)

    assert done.title.startswith("Stored: ")
    assert put["millis"] >= (pieces - 1) * GIVE_WAY_SECONDS * 1000


async def test_so_many_are_carried_at_once_and_the_others_wait(stage: Stage) -> None:
    folder = await drawer(stage)
    async with stage.bot(**QUICK, uploads_at_once=2):
        ann = await stage.alone("staff02")
        await stage.sandbox.fault("slow", FETCH, times=20, delayMillis=300)
        cards = []
        for number in range(5):
            await sends_video(ann, b"clip %d" % number)
            cards.append(await ann.says(f"store {PLACE}"))
        ends = [await over(ann, card) for card in cards]

        assert all(end.title.startswith("Stored: ") for end in ends)
        assert len(await within(stage, folder)) == 5
        assert at_once(await made(stage.sandbox, FETCH)) == 2


async def test_after_a_kill_only_what_is_missing_is_fetched_and_put(stage: Stage) -> None:
    folder = await drawer(stage)
    ann = await stage.alone("staff02")
    patient = {**IN_PARTS, "call_seconds": 30}
    async with stage.process(**patient) as process:
        await sends_video(ann, MOVIE)
        await stage.sandbox.fault("slow", PUT, times=2, delayMillis=0)
        last = await hold(stage.sandbox, "before", PUT)
        message = await ann.sends(f"store {PLACE}")
        await held(stage.sandbox, last)
        await kill(stage, process)
    await stage.sandbox.clear_faults()
    before = len(await made(stage.sandbox, FETCH))
    async with stage.bot(**patient):
        done = await over(ann, await ann.answer_to(message))

    [stored] = await within(stage, folder)
    assert done.title.startswith("Stored: ")
    assert stored["md5"] == MD5
    assert await statuses(stage, before) == [206]
    assert len(await made(stage.sandbox, PUT)) == 4 + 1
    assert len(await made(stage.sandbox, INIT)) == 1
