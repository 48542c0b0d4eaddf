"""Files that people send: asked about once, stored once, whatever happens on the way."""

import hashlib
import json
from pathlib import Path
from typing import Any

from tests.conversations.stage import Person, Stage
from tests.conversations.uploading import (
    COMMIT,
    COPY,
    DOWNLOAD,
    FETCH,
    FOLDER,
    INFO,
    INIT,
    MOVE,
    PARTS,
    PUT,
    SPACE,
    UUID,
    drawer,
    over,
    sends_file,
    sends_picture,
    sends_video,
    stores,
    within,
)
from tests.conversations.watching import cost, space_id, spent
from tests.sandbox_server import Json

CLIP = b"moving pictures" * 1000
QUICK: dict[str, Any] = {"language": "en", "interim_seconds": 30}


async def test_a_video_is_asked_about_once_and_stored_whole(stage: Stage) -> None:
    folder = await drawer(stage)
    async with stage.bot(**QUICK):
        ann = await stage.alone("staff02")
        question = await sends_video(ann, CLIP)
        assert question.title.startswith("Store “video-")
        assert await within(stage, folder) == []
        await ann.says(f"files {SPACE}")
        await sends_video(ann, CLIP)
        before = await spent(stage)

        done = await stores(ann, f"{SPACE}/Clips")

        paid = await cost(stage, before)
        [stored] = await within(stage, folder)
        assert done.title.startswith("Stored: video-")
        assert f"{SPACE} › Clips" in done.text
        assert stored["size"] == len(CLIP)
        assert stored["md5"] == hashlib.md5(CLIP, usedforsecurity=False).hexdigest()
        assert {name: paid.get(name) for name in (DOWNLOAD, INFO, COMMIT, PUT)} == {
            DOWNLOAD: 1,
            INFO: 1,
            COMMIT: 1,
            PUT: 1,
        }
        assert FOLDER not in paid
        assert UUID not in paid
        for said in ("store 设计资料", "store", "保存", "save the file"):
            nothing = await ann.says(said)
            assert nothing.title in {"No file to store", "没有要保存的文件"}, said


async def test_a_chat_file_is_copied_inside_dingtalk_and_the_last_place_is_offered(
    stage: Stage,
) -> None:
    folder = await drawer(stage)
    async with stage.bot(**QUICK):
        ann = await stage.alone("staff02")
        await sends_file(ann, "plan.pdf", b"a plan")
        before = await spent(stage)
        done = await stores(ann, f"{SPACE}/Clips")
        paid = await cost(stage, before)
        question = await sends_file(ann, "notes.txt", b"notes")
        again = await over(ann, await ann.presses(question, "last time"))

        names = {each["name"] for each in await within(stage, folder)}
        assert done.title == "Stored: plan.pdf"
        assert paid[COPY] == 1
        assert FETCH not in paid
        assert DOWNLOAD not in paid
        assert again.title == "Stored: notes.txt"
        assert names == {"plan.pdf", "notes.txt"}
        await _in_group(stage)


async def _in_group(stage: Stage) -> None:
    """A picture goes to the group's own files, to its default space, or where its words say."""
    await (await stage.in_group("manager01")).says(f"use {SPACE}")
    ann = await stage.in_group("staff02")
    asked = await sends_picture(ann)
    here = await over(ann, await ann.presses(asked, "group"))
    default = await over(ann, await ann.presses(await sends_picture(ann), "Default"))
    said = await over(ann, await sends_picture(ann, "store here"))
    placed = await over(ann, await sends_picture(ann, f"store it in {SPACE}/Clips"))
    files = await ann.says("group files")

    assert len(asked.labels) == 4, "where it went last, the default, here, and nowhere"
    stored = [each.title for each in (here, default, said, placed)]
    assert all(each.startswith("Stored: picture-") for each in stored), stored
    assert SPACE in default.text
    assert "Clips" in placed.text
    names = [each.removeprefix("Stored: ") for each in stored]
    assert [each in files.text for each in names] == [True, False, True, False]


async def test_a_root_without_a_uuid_takes_a_file_by_a_folder_of_the_bots(stage: Stage) -> None:
    """Its uuid is asked for once a day, and the file is moved; with a uuid it is not."""
    space = await space_id(stage, SPACE)
    other = await stage.sandbox.make_space("With a root", "staff02")
    async with stage.bot(**QUICK):
        ann = await stage.alone("staff02")
        await sends_video(ann, CLIP)
        before = await spent(stage)
        first = await stores(ann, SPACE)
        paid = await cost(stage, before)
        await sends_video(ann, CLIP[1:])
        before = await spent(stage)
        second = await stores(ann, SPACE)
        again = await cost(stage, before)

        there = {each["name"]: each for each in await stage.sandbox.files(space)}
        room = there["Spacekeeper"]["dentryId"]
        assert first.title.removeprefix("Stored: ") in there
        assert second.title.removeprefix("Stored: ") in there
        assert await stage.sandbox.files(space, parentId=room) == []
        assert (paid[UUID], paid[FOLDER], paid[MOVE], paid[COMMIT]) == (1, 1, 1, 1)
        assert UUID not in again
        assert again[MOVE] == 1
        await stage.sandbox.settings(rootUuid=True)
        await sends_video(ann, CLIP)
        before = await spent(stage)
        done = await stores(ann, other["spaceId"])
        paid = await cost(stage, before)

        names = {each["name"] for each in await stage.sandbox.files(other["spaceId"])}
        assert done.title.removeprefix("Stored: ") in names
        assert MOVE not in paid
        assert FOLDER not in paid


async def test_a_taken_name_is_asked_about_and_each_answer_does_what_it_says(stage: Stage) -> None:
    folder = await drawer(stage)
    await stage.sandbox.settings(copyChatFiles=False)
    async with stage.bot(**QUICK):
        ann = await stage.alone("staff02")
        for _ in range(2):
            await sends_file(ann, "plan.pdf", b"one")
            clash = await stores(ann, f"{SPACE}/Clips")
        assert clash.title == "The name is taken: plan.pdf"
        assert len(await within(stage, folder)) == 1

        kept = await over(ann, await ann.presses(clash, "Keep both"))
        assert "plan.pdf" in kept.text
        assert len(await within(stage, folder)) == 2
        await sends_file(ann, "plan.pdf", b"another")
        clash = await stores(ann, f"{SPACE}/Clips")
        newer = await over(ann, await ann.presses(clash, "New version"))
        assert "newer version" in newer.text
        there = {each["name"]: each for each in await within(stage, folder)}
        assert len(there) == 2
        assert (there["plan.pdf"]["version"], there["plan.pdf"]["size"]) == (2, len(b"another"))
        await sends_file(ann, "plan.pdf", b"a third")
        clash = await stores(ann, f"{SPACE}/Clips")
        dropped = await over(ann, await ann.presses(clash, "Do not store"))

        assert dropped.title == "Not stored: plan.pdf"
        assert {each["size"] for each in await within(stage, folder)} == {3, len(b"another")}
        await _typed(stage, ann, folder)


async def _typed(stage: Stage, ann: Person, folder: Json) -> None:
    """The same for somebody who types it, in either language, and whatever was said before that."""
    for number, (said, title, files, version) in enumerate(TYPED):
        await sends_file(ann, "plan.pdf", b"typed %d" % number)
        clash = await stores(ann, f"{SPACE}/Clips")
        if not number:
            await ann.says("help")  # which is no answer, and leaves it open
        done = await over(ann, await ann.says(said))
        there = await within(stage, folder)
        of_name = next(each for each in there if each["name"] == "plan.pdf")

        assert clash.title == "The name is taken: plan.pdf", said
        assert done.title.startswith(title), (said, done)
        assert (len(there), of_name["version"]) == (files, version), said
        assert (await ann.finished(clash.card, clash.seq)).labels == (), said
    assert (await ann.says("keep both")).title != "Stored: plan.pdf", "nothing is asked any more"


TYPED = (
    ("都保留", "Stored: plan", 3, 2),
    ("new version", "Stored: plan.pdf", 3, 3),
    ("cancel", "Not stored: plan.pdf", 3, 3),
)
"""What is typed at a name that is taken, what is said then, how many files there are, and the
version of the one whose name it is.
"""


async def test_a_newer_version_at_a_root_without_uuid_keeps_the_earlier_one(stage: Stage) -> None:
    space = await space_id(stage, SPACE)
    await stage.sandbox.settings(copyChatFiles=False)
    async with stage.bot(**QUICK):
        ann = await stage.alone("staff02")
        for content in (b"one", b"two and more"):
            await sends_file(ann, "plan.pdf", content)
            card = await stores(ann, SPACE)
        done = await over(ann, await ann.presses(card, "New version"))

        there = {each["name"]: each for each in await stage.sandbox.files(space)}
        room = there["Spacekeeper"]["dentryId"]
        assert "newer version" in done.text
        assert (there["plan.pdf"]["version"], there["plan.pdf"]["size"]) == (2, 12)
        assert await stage.sandbox.files(space, parentId=room) == []


async def test_where_a_copy_is_not_allowed_the_bytes_are_fetched(stage: Stage) -> None:
    folder = await drawer(stage)
    await stage.sandbox.settings(copyChatFiles=False)
    async with stage.bot(**QUICK):
        ann = await stage.alone("staff02")
        await sends_file(ann, "plan.pdf", CLIP)
        before = await spent(stage)
        done = await stores(ann, f"{SPACE}/Clips")
        paid = await cost(stage, before)

        [stored] = await within(stage, folder)
        assert done.title == "Stored: plan.pdf"
        assert stored["size"] == len(CLIP)
        assert (paid[COPY], paid[DOWNLOAD], paid[COMMIT]) == (1, 1, 1)


BIG = bytes(range(256)) * (1 << 18)
"""64 MB: what is larger than a single piece, in several parts."""


async def test_what_is_large_goes_in_parts_and_is_never_held_whole(stage: Stage) -> None:
    folder = await drawer(stage)
    ann = await stage.alone("staff02")
    async with stage.process(**QUICK) as process:
        await sends_video(ann, CLIP)
        await stores(ann, f"{SPACE}/Clips")
        await sends_video(ann, BIG)
        before = await spent(stage)
        forget_most(process.pid)
        held = memory(process.pid, "VmRSS")
        done = await stores(ann, f"{SPACE}/Clips")
        most = memory(process.pid, "VmHWM")
        paid = await cost(stage, before)

        stored = max(await within(stage, folder), key=lambda each: int(each["size"]))
        assert done.title.startswith("Stored: video-")
        assert stored["md5"] == hashlib.md5(BIG, usedforsecurity=False).hexdigest()
        assert (paid[INIT], paid[PARTS], paid[PUT], paid[COMMIT]) == (1, 1, 4, 1)
        assert most - held < 16 << 20, "bytes that the process took besides"


def forget_most(pid: int) -> None:
    """Let the most that a process has had be what it has."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", "ascii")


def memory(pid: int, name: str) -> int:
    """Bytes of memory that a process has (``VmRSS``), or had at most (``VmHWM``)."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


async def test_bytes_that_are_not_what_was_announced_are_not_stored(stage: Stage) -> None:
    folder = await drawer(stage)
    answers = []
    async with stage.bot(**QUICK, storage_hosts="[]"):
        ann = await stage.alone("staff02")
        await stage.sandbox.settings(copyChatFiles=False)
        for match, answer in FAULTS:
            await sends_file(ann, "plan.pdf", CLIP)
            await stage.sandbox.fault("respond", match, times=9, **answer)
            answers.append(await stores(ann, f"{SPACE}/Clips"))
            await stage.sandbox.clear_faults()
        empty = await sends_video(ann, b"")
        assert "Store" in empty.title
        nothing = await stores(ann, f"{SPACE}/Clips")

        assert [each.title for each in answers[:2]] == ["Not stored: plan.pdf"] * 2
        assert all("not DingTalk" in each.text for each in answers[2:4])
        levels = [each.text for each in answers[4:8]]
        assert len(set(levels)) == 4
        assert nothing.title.startswith("Stored")
        assert {each["size"] for each in await within(stage, folder)} == {0}


EVIL = {"resourceUrls": ["https://evil.example/x"], "headers": {}}
FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    (FETCH, {"status": 404, "message": "{}"}),
    (DOWNLOAD, {"status": 400, "code": "paramError.downloadCode"}),
    (DOWNLOAD, {"message": '{"downloadUrl": "https://evil.example/x"}'}),
    (INFO, {"message": json.dumps({"uploadKey": "key", "headerSignatureInfo": EVIL})}),
    *(
        (INFO, {"status": 400, "code": f"{level}QuotaInsufficient"})
        for level in ("space", "scene", "app", "org")
    ),
)
"""What goes wrong before the first byte is stored."""


async def test_an_address_or_key_that_is_over_is_asked_for_anew_once(stage: Stage) -> None:
    folder = await drawer(stage)
    async with stage.bot(**QUICK):
        ann = await stage.alone("staff02")
        cases = (
            (PUT, {"status": 403, "code": "AccessDenied"}),
            (FETCH, {"status": 403, "code": "AccessDenied"}),
            (COMMIT, {"status": 400, "code": "paramError.uploadKey"}),
        )
        for match, answer in cases:
            for times in (1, 9):
                await sends_video(ann, CLIP)
                await stage.sandbox.fault("respond", match, times=times, **answer)
                card = await stores(ann, f"{SPACE}/Clips")
                await stage.sandbox.clear_faults()
                assert card.title.startswith("Stored") is (times == 1), (match, times, card)

        assert len(await within(stage, folder)) == 3


async def test_a_newer_file_of_the_same_name_is_asked_about_though_its_chat_calls_it_otherwise(
    stage: Stage,
) -> None:
    """A copy has the name that the file has in its chat, where there may be two of one name."""
    folder = await drawer(stage)
    async with stage.bot(**QUICK):
        ann = await stage.alone("staff02")
        await sends_file(ann, "plan.pdf", b"one")
        await stores(ann, f"{SPACE}/Clips")
        await sends_file(ann, "plan.pdf", b"another")
        clash = await stores(ann, f"{SPACE}/Clips")
        [before] = await within(stage, folder)
        newer = await over(ann, await ann.presses(clash, "New version"))
        [after] = await within(stage, folder)
        await sends_file(ann, "plan.pdf", b"a third")
        clash_again = await stores(ann, f"{SPACE}/Clips")
        dropped = await over(ann, await ann.presses(clash_again, "Do not store"))

        assert clash.title == "The name is taken: plan.pdf"
        assert (before["name"], before["size"]) == ("plan.pdf", 3)
        assert newer.title == "Stored: plan.pdf"
        assert (after["name"], after["version"], after["size"]) == ("plan.pdf", 2, 7)
        assert clash_again.title == clash.title
        assert dropped.title == "Not stored: plan.pdf"
        assert len(await within(stage, folder)) == 1
