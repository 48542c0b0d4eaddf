"""Versions in conversation: listed at their price, brought back once, whatever dies in between."""

from tests.conversations.crashes import held, hold, kill, made, sent_cards
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import UPDATE, cost, space_id, spent
from tests.sandbox_server import Json

SPACE = "设计资料"
NAME = "poster.psd"
LIST = "GET /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/versions"
REVERT = "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/versions/{version}/revert"
READ = "POST /v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/query"
PATIENT = {"call_seconds": 30, "interim_seconds": 30}


async def poster(
    stage: Stage, sizes: tuple[int, ...] = (1000, 2000, 3000), owner: str = "staff02"
) -> Json:
    """A file of as many versions as there are sizes, and the spaceId."""
    space = await space_id(stage, SPACE)
    made = await stage.sandbox.make_file(space, NAME, owner, size=sizes[0])
    for size in sizes[1:]:
        await stage.sandbox.change_file(space, made["dentryId"], size=size)
    return {**made, "spaceId": space}


async def now(stage: Stage, file: Json) -> Json:
    """The file as it is."""
    there = await stage.sandbox.files(file["spaceId"])
    return next(each for each in there if each["dentryId"] == file["dentryId"])


async def asked(ann: Person, number: int = 1) -> Seen:
    """Show the versions, and ask for one of them back."""
    await ann.says(f"versions {SPACE}/{NAME}")
    return await ann.says(f"version restore {number}")


async def test_versions_are_listed_at_one_call_and_turned_over_for_none(stage: Stage) -> None:
    await poster(stage, tuple(range(1000, 13000, 1000)))
    async with stage.bot(language="en", interim_seconds=30):
        ann = await stage.alone("staff02")
        await ann.says(f"file {SPACE}/{NAME}")
        before = await spent(stage)

        first = await ann.says(f"versions {SPACE}/{NAME}")
        paid = await cost(stage, before)
        second = await ann.presses(first, "Next")

        assert first.title == f"{NAME}: 12 versions"
        assert "**12** (current) · 12 KB" in first.text
        assert "**4**" in second.text
        assert paid[LIST] == 1
        assert LIST not in await cost(stage, before) or (await cost(stage, before))[LIST] == 1


async def test_a_version_comes_back_once_somebody_says_yes(stage: Stage) -> None:
    file = await poster(stage)
    async with stage.bot(language="en", interim_seconds=30):
        ann = await stage.alone("staff02")
        question = await asked(ann)
        assert (await now(stage, file))["version"] == 3, "asked, not done"
        before = await spent(stage)

        done = await ann.presses(question, "Bring it back")
        paid = await cost(stage, before)

        assert done.title == f"Brought back: {NAME}"
        assert (await now(stage, file))["size"] == 1000
        assert (await now(stage, file))["version"] == 4
        assert {READ: 1, REVERT: 1, UPDATE: 1}.items() >= {
            name: count for name, count in paid.items() if name != UPDATE
        }.items()
        assert "version" in (await (await stage.alone("manager01")).says("audit")).text

        card = await ann.says(f"versions {SPACE}/{NAME}")
        again = await ann.presses(card, "Restore previous")
        assert "Bring back version 3" in again.title


async def test_what_cannot_come_back_is_said(stage: Stage) -> None:
    file = await poster(stage)
    async with stage.bot(language="en", interim_seconds=30):
        ann = await stage.alone("staff02")
        beyond = await asked(ann, 9)
        current = await asked(ann, 3)
        folder = await ann.says(f"versions {SPACE}/资料 Material")
        question = await asked(ann)
        await stage.sandbox.change_file(file["spaceId"], file["dentryId"], size=4000)
        newer = await ann.presses(question, "Bring it back")
        await stage.sandbox.delete_file(file["spaceId"], file["dentryId"])
        gone = await ann.presses(newer, "Bring it back")

        assert "no such version" in beyond.text
        assert "current one" in current.text
        assert "is a folder" in folder.title
        assert "version 4" in newer.text, "asked anew, with the version that has come since"
        assert "no longer there" in gone.text
        assert REVERT not in await spent(stage)


async def test_who_may_not_write_is_refused_and_who_may_not_see_is_told_no_name(
    stage: Stage,
) -> None:
    file = await poster(stage, owner="manager01")
    state = await stage.sandbox.state()
    await stage.sandbox.take(file["spaceId"], "ORG", state["corpId"])
    await stage.sandbox.give(file["spaceId"], "USER", "staff01", "READER")
    async with stage.bot(language="en", interim_seconds=30):
        ann, eve = await stage.alone("staff01"), await stage.alone("staff02")
        question = await asked(ann)
        refused = await ann.presses(question, "Bring it back")
        unseen = await eve.says(f"versions {file['spaceId']}/{NAME}")

        assert "does not let you" in refused.text
        assert (await now(stage, file))["version"] == 3
        assert "1000" not in unseen.text


STEPS = (
    ("staff01", "before the file is read", "before", READ, 1),
    ("staff02", "before the call", "before", REVERT, 2),
    ("manager01", "after the call", "after", REVERT, 1),
    ("manager02", "before the card", "before", UPDATE, 1),
)
"""Whose process is killed where, and how often the call is made in all."""


async def test_a_kill_at_any_step_brings_it_back_once(stage: Stage) -> None:
    """Each of four people is at another step when their process dies."""
    space = await space_id(stage, SPACE)
    files, people, questions = [], [], []
    async with stage.process(language="en", **PATIENT) as process:
        for user, step, when, call, _ in STEPS:
            person, name = await stage.alone(user), f"{user}.psd"
            file = await stage.sandbox.make_file(space, name, user, size=1000)
            await stage.sandbox.change_file(space, file["dentryId"], size=2000)
            await person.says(f"versions {SPACE}/{name}")
            question = await person.says("version restore 1")
            fault = await hold(stage.sandbox, when, call)
            assert (await person.taps(question, "Bring it back"))["delivered"], step
            await held(stage.sandbox, fault)
            files.append({**file, "spaceId": space})
            people.append(person)
            questions.append(question)
        await kill(stage, process)
    cards = len(await sent_cards(stage.sandbox))
    async with stage.bot(language="en", **PATIENT):
        for person, question, file, row in zip(people, questions, files, STEPS, strict=True):
            done = await person.finished(question.card, question.seq)
            path = f"/dentries/{file['dentryId']}/"
            calls = [each for each in await made(stage.sandbox, REVERT) if path in each["path"]]

            assert done.title == f"Brought back: {row[0]}.psd", row
            assert (await now(stage, file))["version"] == 3, row
            assert (await now(stage, file))["size"] == 1000, row
            assert len(calls) == row[-1], row
        assert len(await sent_cards(stage.sandbox)) == cards, "one answer each, on the card"


async def test_no_answer_is_looked_up_and_never_guessed(stage: Stage) -> None:
    """The call that did its work and never answered, the one that did nothing, and the doubt."""
    file = await poster(stage)
    async with stage.bot(language="en", interim_seconds=30, call_seconds=0.5):
        ann = await stage.alone("staff02")
        await stage.sandbox.fault("timeout-after", REVERT, times=1)
        done = await ann.presses(await asked(ann), "Bring it back")
        await stage.sandbox.fault("timeout-before", REVERT, times=1)
        second = await ann.presses(await asked(ann, 2), "Bring it back")
        await stage.sandbox.fault("respond", REVERT, status=200, message="{}", times=1)
        third = await ann.presses(await asked(ann, 1), "Bring it back")
        await stage.sandbox.fault("timeout-after", REVERT, times=1)
        await stage.sandbox.fault("server-error", READ, times=3)
        question = await asked(ann, 1)

        assert done.title == second.title == third.title == f"Brought back: {NAME}"
        assert (await now(stage, file))["version"] == 6
        assert question.title
