"""Who is told, by file, as people meet it: exported, edited, sent back, confirmed, and paid for."""

import zipfile
from io import BytesIO

import pytest

from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import SHOW, UPDATE, cost, settled, spent
from tests.sandbox_server import Json
from tests.sending import carried

UPLOAD = "POST /media/upload"
SEND = "POST /v1.0/robot/oToMessages/batchSend"
DOWNLOAD = "POST /v1.0/robot/messageFiles/download"
FETCH = "GET /oss/{key}"
EVIL = "[x](https://evil.example) **@all**"


async def sends_file(person: Person, name: str, content: bytes | str) -> Seen:
    """Send a file and wait for the card that answers it."""
    content = content.encode() if isinstance(content, str) else content
    said = await carried(person.sandbox, name, content)
    return await person.says(msgtype="file", content=said)


async def got(person: Person) -> list[Json]:
    """The files that the bot has sent this person."""
    lines = await person.sandbox.messages(person.conversation)
    return [line["file"] for line in lines if line["from"] == "bot" and line["kind"] == "file"]


async def exported(person: Person) -> str:
    """Ask for a file, and give the text in it."""
    await person.says("/alert export")
    packed = (await person.sandbox.client.get((await got(person))[-1]["url"])).content
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        [name] = archive.namelist()
        return archive.read(name).decode()


def file(group: str, rest: str = "spaces: all", title: str = "Team") -> str:
    return f"conversations:\n- {{id: '{group}', title: '{title}', kind: group, {rest}}}\n"


@pytest.fixture
async def group(stage: Stage) -> str:
    return await stage.sandbox.group()


async def test_who_is_told_goes_out_as_a_file_and_comes_back_changed(
    stage: Stage, group: str
) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        asked = await sends_file(bob, "who.yaml", file(group))
        assert "1 new" in asked.text
        done = await bob.presses(asked, "Save changes")
        assert done.title == "Alert settings changed"
        text = await exported(bob)
        assert group in text

        edited = text.replace("    spaces: all\n", "    spaces: all\n    levels: [50%]\n")
        packing = BytesIO()
        with zipfile.ZipFile(packing, "w") as archive:
            archive.writestr("who.yaml", edited)
        asked = await sends_file(bob, "who.zip", packing.getvalue())
        assert "Alert levels · 50%" in asked.text
        await bob.says("yes")

        assert "levels: [50%]" in await exported(bob)
        trail = await bob.says("audit")
        assert "with a file" in trail.text


async def test_nothing_changes_before_somebody_says_yes(stage: Stage, group: str) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        asked = await sends_file(bob, "who.yaml", file(group))
        await bob.presses(asked, "Cancel")

        assert (await bob.says("/alert export")).title == "Nothing to export"
        assert await got(bob) == []


async def test_an_export_costs_an_upload_a_message_and_its_card(stage: Stage, group: str) -> None:
    async with stage.bot(language="en", interim_seconds=30):
        bob = await stage.alone("manager01")
        before = await spent(stage)
        asked = await sends_file(bob, "who.yaml", file(group))
        assert await cost(stage, before) == {DOWNLOAD: 1, FETCH: 1, SHOW: 1}

        before = await spent(stage)
        await bob.presses(asked, "Save changes")
        # An ack that is late, on a busy machine, has the card painted once more.
        assert set(await cost(stage, before)) == {UPDATE}

        before = await spent(stage)
        await bob.says("/alert export")
        assert await cost(stage, before) == {UPLOAD: 1, SEND: 1, SHOW: 1}


async def test_fetching_the_bytes_of_a_file_is_no_counted_call(stage: Stage, group: str) -> None:
    async with stage.bot(language="en", interim_seconds=30):
        bob = await stage.alone("manager01")
        before = (await stage.sandbox.state())["counters"]["counted"]
        await sends_file(bob, "who.yaml", file(group))

        assert (await stage.sandbox.state())["counters"]["counted"] - before == 2


async def test_a_member_is_refused_kindly_and_a_file_of_theirs_is_stored_or_not(
    stage: Stage, group: str
) -> None:
    async with stage.bot(language="en", interim_seconds=30):
        ann = await stage.alone("staff01")
        before = await spent(stage)

        stored = await sends_file(ann, "who.zip", file(group))
        asked = await ann.says("/alert export")

        assert stored.title == "Store “who.zip”?"
        assert "Only admins" in asked.text
        assert asked.buttons == ()
        assert (await cost(stage, before))[SHOW] == 2
        assert DOWNLOAD not in await cost(stage, before)


@pytest.mark.parametrize("name", ["plan.pdf", "who.yaml.exe", "yaml"])
async def test_other_files_are_asked_about(stage: Stage, name: str) -> None:
    async with stage.bot(language="en", interim_seconds=30):
        bob = await stage.alone("manager01")
        before = await spent(stage)

        seen = await sends_file(bob, name, "x")

        assert seen.title == f"Store “{name}”?"
        assert await cost(stage, before) == {SHOW: 1}


async def test_a_file_with_mistakes_says_where_they_are(stage: Stage, group: str) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")

        seen = await sends_file(bob, "who.yaml", file(group, "spaces: all, levels: [120%]"))

        assert "Line 2" in seen.text
        assert "120%" in seen.text
        assert "Nothing was changed" in seen.text


async def test_what_a_file_says_is_data_on_the_card(stage: Stage, group: str) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")

        asked = await sends_file(bob, "who.yaml", file("cidNobody", title=EVIL))
        wrong = await sends_file(bob, f"{EVIL}.yaml", file(group, f"spaces: all, quiet: '{EVIL}'"))

        for seen in (asked, wrong):
            assert "evil" in seen.text
            assert "](https" not in seen.text
            assert "**@" not in seen.text
            assert "@all" not in seen.text
        assert "no message from there yet" in asked.text


@pytest.mark.parametrize("api", [UPLOAD, SEND])
async def test_an_export_that_fails_says_so(stage: Stage, group: str, api: str) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        asked = await sends_file(bob, "who.yaml", file(group))
        await bob.presses(asked, "Save changes")
        await stage.sandbox.fault("no-scope", api)

        seen = await bob.says("/alert export")

        assert seen.title != "Alert settings as a file"
        assert seen.text
        assert await got(bob) == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"status": 400, "code": "invalidParameter.downloadCode.invalid"}, "send it again"),
        ({"status": 200, "message": '{"downloadUrl": "https://evil.example/x"}'}, "not DingTalk"),
    ],
)
async def test_a_file_that_cannot_be_fetched_says_why(
    stage: Stage, group: str, fault: Json, words: str
) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        await stage.sandbox.fault("respond", DOWNLOAD, **fault)

        seen = await sends_file(bob, "who.yaml", file(group))

        assert words in seen.text
        assert seen.buttons == ()


async def test_a_file_that_comes_twice_is_answered_once(stage: Stage, group: str) -> None:
    async with stage.bot(language="en", interim_seconds=30):
        bob = await stage.alone("manager01")
        await stage.sandbox.stream_fault("duplicate", times=1)
        before = await spent(stage)

        asked = await sends_file(bob, "who.yaml", file(group))
        await settled(bob)
        # What came after the question is below it, which its card says in its own time.
        await bob.finished(asked.card, asked.seq)

        assert await cost(stage, before) == {DOWNLOAD: 1, FETCH: 1, SHOW: 2, UPDATE: 1}


async def test_a_question_gives_way_to_a_file(stage: Stage, group: str) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        question = await bob.says("space create Unwanted")

        await sends_file(bob, "who.yaml", file(group))
        await bob.says("yes")

        assert "Unwanted" not in await stage.names()
        assert group in await exported(bob)
        assert (await bob.cards())[question.card].buttons == ()
