"""Files sent to whoever asks and into a group; nobody gets what is not theirs, and nothing twice."""

from tests.conversations.crashes import held, hold, kill, made
from tests.conversations.stage import Person, Stage
from tests.conversations.test_files import counted
from tests.conversations.test_find import space_of

DOWNLOAD = "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/downloadInfos/query"
TO_ME = "POST /v1.0/convFile/apps/conversations/files/send"
COPY = "POST /v1.0/convFile/conversations/files/send"
LINK = "POST /v1.0/convFile/conversations/files/links/send"
SPACE = "POST /v1.0/convFile/conversations/spaces/query"
SHOW = "POST /v1.0/card/instances/createAndDeliver"
PATIENT = {"call_seconds": 30, "interim_seconds": 30}


async def sent(stage: Stage, person: Person) -> list[str]:
    """The names of files that came into a conversation."""
    lines = await stage.sandbox.messages(person.conversation)
    return [each["file"]["name"] for each in lines if each["kind"] == "file"]


async def file_in(stage: Stage, name: str, owner: str = "staff02") -> tuple[str, str]:
    space = await space_of(stage, "设计资料")
    made_file = await stage.sandbox.make_file(space, name, owner)
    return space, str(made_file["dentryId"])


async def test_a_file_is_sent_to_whoever_may_download_it(stage: Stage) -> None:
    """Two calls, besides the file itself: its address as the asker, then the sending."""
    name = "a [b](https://evil.example) *c*.pdf"
    space, file_id = await file_in(stage, "zebra.pdf")
    await stage.sandbox.make_file(space, name, "staff02")
    async with stage.bot():
        ann, eve = await stage.alone("staff02"), await stage.alone("staff01")
        await ann.says("files 设计资料")
        await ann.says("file 设计资料/zebra.pdf")
        before = await counted(stage)

        done = await ann.says("file send 设计资料/zebra.pdf")
        calls = await counted(stage) - before
        await ann.says("find evil.example")
        hostile = await ann.says("file send 1")
        await stage.sandbox.fault(
            "respond", DOWNLOAD, times=1, status=403, code="orgAuthLevelNotEnough", message="level"
        )
        level = await ann.says("file send 设计资料/zebra.pdf")
        folder = await ann.says("file send 设计资料/资料 Material")
        await eve.says("files 设计资料")
        await stage.sandbox.take(space, "ORG", (await stage.sandbox.state())["corpId"])
        refused = await eve.says("file send 设计资料/zebra.pdf")
        await stage.sandbox.delete_file(space, file_id)
        gone = await ann.says("file send 设计资料/zebra.pdf")

        assert done.title == "Sent: zebra.pdf"
        assert calls <= 6
        assert "](https://evil" not in hostile.title + hostile.text
        assert "certification" in level.text
        assert "Sent" not in folder.title
        assert "Sent" not in refused.title
        assert "Sent" not in gone.title
        assert await sent(stage, ann) == ["zebra.pdf", name]
        assert await sent(stage, eve) == []
        assert len(await made(stage.sandbox, TO_ME)) == 2


async def test_a_file_comes_into_a_group_as_a_copy_or_a_link(stage: Stage) -> None:
    await file_in(stage, "zebra.pdf")
    async with stage.bot():
        ann = await stage.in_group("staff02")
        asked = await ann.says("file send here 设计资料/zebra.pdf")
        unsent = await sent(stage, ann)
        before = await counted(stage)
        copied = await ann.presses(asked, "As a copy")
        calls = await counted(stage) - before
        linked = await ann.says("file send here 设计资料/zebra.pdf as link")
        files = await ann.says("group files")
        again = await ann.says("file 1")
        await stage.sandbox.fault(
            "respond", SPACE, times=1, status=404, code="conversationNotExist", message="no"
        )
        none = await ann.says("group files")
        alone = await (await stage.alone("staff02")).says("group files")

        assert unsent == []
        assert copied.title == linked.title == "Sent: zebra.pdf"
        assert calls <= 5
        assert await sent(stage, ann) == ["zebra.pdf", "zebra.pdf"]
        assert "zebra.pdf" in files.text
        assert again.title == "zebra.pdf"
        assert "Send here" in again.labels
        assert "no file space" in none.text
        assert "Only groups" in alone.title


STEPS = [
    ("me", "before", DOWNLOAD, True),
    ("me", "before", TO_ME, False),
    ("me", "after", TO_ME, False),
    ("me", "before", SHOW, True),
    ("link", "before", LINK, False),
    ("link", "after", LINK, False),
    ("copy", "before", COPY, False),
    ("copy", "after", COPY, True),
    ("copy", "before", SHOW, True),
]
"""Where the bot is killed, and whether it can know afterwards what came of it."""


async def test_killed_at_any_step_a_file_is_sent_once_or_that_is_not_known(stage: Stage) -> None:
    """One effect at most, and one answer; where DingTalk alone knows, the answer says so."""
    await file_in(stage, "zebra.pdf")
    people = [await stage.in_group(f"staff0{1 + n % 2}", n % 2) for n in range(2)]
    ann = people[1]
    for way, when, call, knows in STEPS:
        async with stage.process(**PATIENT) as process:
            before = len(await sent(stage, ann)) + len(
                await sent(stage, await stage.alone(ann.user))
            )
            fault = await hold(stage.sandbox, when, call)
            words = "file send" if way == "me" else "file send here"
            tail = "" if way == "me" else f" as {way}"
            message = await ann.sends(f"{words} 设计资料/zebra.pdf{tail}")
            await held(stage.sandbox, fault)
            await kill(stage, process)
        await stage.sandbox.clear_faults()
        async with stage.bot(**PATIENT):
            answer = await ann.answer_to(message)
        after = len(await sent(stage, ann)) + len(await sent(stage, await stage.alone(ann.user)))
        step = (way, when, call)
        assert after - before == (0 if when == "before" and call != SHOW and not knows else 1), step
        assert answer.title.startswith("Sent" if knows else "Outcome unknown"), step
