"""A process killed at any step of an upload: the file is stored once, and answered once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.conversations.crashes import held_saying, hold, kill, made, sent_cards
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.test_file_deletions import ONE
from tests.conversations.uploading import (
    COMMIT,
    COPY,
    DOWNLOAD,
    FETCH,
    INFO,
    INIT,
    MOVE,
    PARTS,
    PUT,
    RENAME,
    SPACE,
    drawer,
    over,
    sends_file,
    sends_video,
    within,
)
from tests.conversations.watching import UPDATE
from tests.sandbox_server import Json

CLIP = b"moving pictures" * 1000
PART = 100 << 10
FILM = CLIP * 14
PATIENT: dict[str, Any] = {
    "language": "en",
    "call_seconds": 30,
    "interim_seconds": 30,
    "uncertain_seconds": 2,
    "upload_single_bytes": PART,
    "upload_part_bytes": PART,
}
"""Nobody looks for what a killed process's last calls did before these must have ended: they are let
go just before the next process begins, and a busy machine takes more than a moment for them.
"""


async def clip(person: Person) -> Seen:
    return await sends_video(person, CLIP)


async def film(person: Person) -> Seen:
    """Send what is put in parts."""
    return await sends_video(person, FILM)


async def plan(person: Person) -> Seen:
    return await sends_file(person, "plan.pdf", CLIP)


@dataclass(frozen=True, slots=True)
class Step:
    """Where a process is killed: before or after which call."""

    sends: Callable[[Person], Awaitable[Seen]]
    when: str
    call: str
    root: bool = False


STEPS = (
    Step(clip, "before", DOWNLOAD),
    Step(clip, "after", DOWNLOAD),
    Step(clip, "before", FETCH),
    Step(clip, "before", INFO),
    Step(clip, "after", INFO),
    Step(clip, "before", PUT),
    Step(clip, "after", PUT),
    Step(clip, "before", COMMIT),
    Step(clip, "after", COMMIT),
    Step(plan, "before", COPY),
    Step(plan, "after", COPY),
    Step(film, "after", INIT),
    Step(film, "after", PARTS),
    Step(clip, "before", MOVE, root=True),
    Step(clip, "after", MOVE, root=True),
    Step(clip, "before", UPDATE),
)
"""After the address was asked for, while the bytes come and go, before and after the commit that
nobody answers, the copy and the move, and before the card that says so; of one in parts
also after it was begun and after the addresses of its parts were asked for."""


async def test_a_kill_at_any_step_stores_a_file_once(stage: Stage) -> None:
    """Four steps die with one process; each is that of another file."""
    people = ("staff01", "staff02", "manager01", "manager02")
    for user, start in zip(people, range(0, len(STEPS), 4), strict=True):
        await _killed(stage, await stage.alone(user), start)
    again = [each for each in await made(stage.sandbox, COMMIT) if each["code"]]
    assert again == [], "what was committed is found, and not committed with its key once more"


async def _killed(stage: Stage, ann: Person, start: int) -> None:
    places: list[Json] = []
    said: list[str] = []
    steps = STEPS[start : start + 4]
    for number, step in enumerate(steps, start):
        places.append(await _place(stage, f"Clips {number}", root=step.root))
    async with stage.process(**PATIENT) as process:
        for number, step in enumerate(steps, start):
            name = f"Clips {number}"
            await step.sends(ann)
            fault = await _held_at(stage, step.when, step.call)
            where = name if step.root else f"{SPACE}/{name}"
            said.append(await ann.sends(f'store "{where}"'))
            await held_saying(stage.sandbox, "Stored: " if step.call == UPDATE else "", fault)
        await kill(stage, process)
    await stage.sandbox.clear_faults()
    async with stage.bot(**PATIENT):
        for place, step, message in zip(places, steps, said, strict=True):
            done = await over(ann, await ann.answer_to(message))
            there = [each for each in await within(stage, place) if each["type"] == "FILE"]

            assert done.title.startswith("Stored: "), (step, done)
            size = len(FILM if step.sends is film else CLIP)
            assert [each["size"] for each in there] == [size], step
            assert there[0]["version"] == 1, step
        sent = await sent_cards(stage.sandbox)
        assert len(sent) == len(set(sent)), "one card each"


async def _held_at(stage: Stage, when: str, call: str) -> str:
    """Keep the next such call; of cards, which others are painted besides, all."""
    return await hold(stage.sandbox, when, call, times=9 if call == UPDATE else 1)


async def _place(stage: Stage, name: str, *, root: bool) -> Json:
    if not root:
        return await drawer(stage, name)
    space = await stage.sandbox.make_space(name, "staff01")
    return {"spaceId": space["spaceId"], "dentryId": "0"}


TAKEN_BACK = (
    ("staff01", "before", RENAME),
    ("staff02", "before", ONE),
    ("manager01", "after", ONE),
    ("manager02", "before", UPDATE),
)
"""Whose process is killed where while a copy is taken back whose name is taken."""


async def test_a_kill_while_a_copy_is_taken_back_leaves_the_file_that_was_there(
    stage: Stage,
) -> None:
    """In its chat the second file of a name has another; then it is asked what shall be."""
    places, people, said = [], [], []
    async with stage.process(**PATIENT) as process:
        for user, when, call in TAKEN_BACK:
            ann, where = await stage.alone(user), f'store "{SPACE}/{user}"'
            places.append(await drawer(stage, user))
            await plan(ann)
            await over(ann, await ann.says(where))
            await sends_file(ann, "plan.pdf", b"another")
            fault = await _held_at(stage, when, call)
            said.append(await ann.sends(where))
            people.append(ann)
            words = "The name is taken" if call == UPDATE else ""
            await held_saying(stage.sandbox, words, fault)
        await kill(stage, process)
    await stage.sandbox.clear_faults()
    async with stage.bot(**PATIENT):
        for ann, place, message in zip(people, places, said, strict=True):
            clash = await over(ann, await ann.answer_to(message))
            [there] = await within(stage, place)
            assert (there["name"], there["size"]) == ("plan.pdf", len(CLIP))
            assert clash.title == "The name is taken: plan.pdf"
            done = await over(ann, await ann.presses(clash, "New version"))
            [there] = await within(stage, place)
            assert done.title == "Stored: plan.pdf"
            assert (there["version"], there["size"]) == (2, len(b"another"))
