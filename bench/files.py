"""What files take: ``python -m bench.files``; smaller numbers as arguments prove that it runs."""

import argparse
import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bare_copy import copied_in
from bench.crowds import LOOK_SECONDS, ask, gather
from bench.measures import card_millis
from bench.processes import (
    FAST,
    PATIENCE,
    Json,
    Place,
    Sandbox,
    places,
    running_bot,
    running_sandbox,
)
from bench.ratios import Row

FEW = 1000
CROWD = 100
TIMES = 3
"""So many messages each of a crowd sends while files are stored."""
TURNS = 15
"""So many people read a page."""
RATE = 20
"""Calls a second that DingTalk takes of one kind."""
PAGE = 50
PAGES = 100
"""So many pages are read on at a time."""
AT_ONCE = 4
MB = 1 << 20
ADMIN = "manager01"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many ``files`` a folder has, how many ``megabytes`` are stored, how many files a walk
    sees.
    """

    files: int
    megabytes: int
    walked: int


async def main(sizes: Sizes) -> None:
    """Measure everything, and print it."""
    print("| measured | | wanted |\n|---|---|---|", flush=True)
    parts = (
        (_page, sizes.files),
        (_stored, sizes.megabytes),
        (_walked, sizes.walked),
        (_beside, max(sizes.megabytes // AT_ONCE, 1)),
    )
    for measure, size in parts:
        for row in await measure(size):
            print(f"| {row.what} | {row.value} | {row.goal} |", flush=True)


@asynccontextmanager
async def _bot(sandbox: Sandbox, **changed: str) -> AsyncIterator[int]:
    """Run a bot; gives its process id."""
    with TemporaryDirectory(prefix="spacekeeper-bench-") as folder:
        async with running_bot(sandbox, Path(folder), **changed) as bot:
            yield bot.pid


async def _filled(sandbox: Sandbox, files: int) -> tuple[str, str]:
    """Make one space of so many files; gives its id, and that of the folder that has most."""
    await sandbox.post("reset", {"spaces": 1, "files": files})
    await sandbox.settings(**FAST)
    [space] = (await sandbox.get("state"))["spaces"]
    space_id, folder = str(space["spaceId"]), "0"
    async with asyncio.timeout(600):
        while inner := await _folders(sandbox, space_id, folder):
            folder = inner[0]
    return space_id, folder


async def _folders(sandbox: Sandbox, space_id: str, folder: str) -> list[str]:
    """Give the folders in a folder; all that is in one may be a million rows."""
    where = {"parentId": folder, "folders": "true"}
    rows = (await sandbox.get(f"spaces/{space_id}/files", **where))["files"]
    return [str(row["dentryId"]) for row in rows]


async def _met(sandbox: Sandbox) -> Place:
    """Give an admin's own chat, who has said something and was led through the set-up."""
    ann = await _alone(sandbox)
    said = await sandbox.say(ann, "help")
    answer = await sandbox.card(ann, said["seq"])
    await sandbox.card(ann, answer["seq"])
    return ann


async def _alone(sandbox: Sandbox) -> Place:
    state = await sandbox.get("state")
    single = {each["conversationId"] for each in state["conversations"] if each["type"] == "1"}
    mine = [each for each in places(state) if each.user == ADMIN]
    return next(each for each in mine if each.conversation in single)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a folder took: milliseconds until its card came and for the call that lists it, seconds
    to make it, and bytes that the sandbox had at most.
    """

    card: float
    listing: float
    seeded: float
    memory: int


async def _page(files: int) -> list[Row]:
    """Let everybody ask for a folder of few files, and for one of many: each is read theirs."""
    few, many = await _asked_for(min(FEW, files)), await _asked_for(files)
    return [
        Row(f"{files:,} files seeded in the sandbox", f"{many.seeded:.1f} s", "≤ 60 s"),
        Row("memory of the sandbox then", f"{many.memory / MB:,.0f} MB", "≤ 2,048 MB"),
        Row(
            f"a page of a folder with {files:,} files",
            f"{many.card:.0f} ms ({few.card:.0f} ms of {FEW:,})",
        ),
        Row("its listing ÷ that of few", f"{many.listing / few.listing:.2f}", "≤ 2"),
    ]


async def _asked_for(files: int) -> _Asked:
    async with running_sandbox() as sandbox:
        begun = time.perf_counter()
        space_id, folder = await _filled(sandbox, files)
        seeded, most = time.perf_counter() - begun, _memory(sandbox.pid, "VmHWM")
        crowd = await gather(sandbox, TURNS)
        async with _bot(sandbox):
            words = f"files file:{space_id}/{folder}"
            taken = [await card_millis(sandbox, each, words) for each in crowd]
        calls = await sandbox.log("calls")
    listings = [each["millis"] for each in calls if str(each["template"]).endswith("/dentries")]
    return _Asked(statistics.median(taken), statistics.median(listings), seeded, most)


async def _stored(megabytes: int) -> list[Row]:
    """Store one file through the bot, and copy it without, before and after: a disk that has to
    write what came before would be slower for whoever comes last.
    """
    async with running_sandbox() as sandbox:
        space_id, _ = await _filled(sandbox, 1)
        folder, drawer = await _drawer(sandbox, space_id)
        upload = await _uploaded(sandbox, megabytes)
        bare = [await copied_in(sandbox, upload, drawer, megabytes * MB)]
        async with _bot(sandbox, SPACEKEEPER_CALL_SECONDS="60") as pid:
            ann = await _met(sandbox)
            begun = _memory(pid)
            _forget_most(pid)
            seconds = await _stores(sandbox, ann, upload, folder)
            most = _memory(pid, "VmHWM") - begun
        alone = await _on_its_way(sandbox)
        bare.append(await copied_in(sandbox, upload, drawer, megabytes * MB))
    whole = statistics.mean(each.seconds for each in bare)
    bytes_alone = statistics.mean(each.alone for each in bare)
    return [
        Row(f"{megabytes:,} MB through the bot", f"{megabytes / seconds:.0f} MB a second"),
        Row("memory besides, at its highest", f"{most / MB:.0f} MB", "≤ 16 MB"),
        Row("its speed ÷ a bare copy's with httpx", f"{whole / seconds:.2f}", "≥ 0.7"),
        Row("the same of the bytes alone", f"{bytes_alone / alone:.2f}", "≥ 0.7"),
    ]


async def _on_its_way(sandbox: Sandbox) -> float:
    """Give the seconds from when the last file was fetched until all of it was put."""
    bytes_moved = [each for each in await sandbox.log("calls") if each["template"] == "/oss/{key}"]
    fetched = [each["at"] for each in bytes_moved if each["method"] == "GET"]
    put = [each["at"] for each in bytes_moved if each["method"] == "PUT"]
    return float(put[-1] - fetched[-1]) / 1000


async def _drawer(
    sandbox: Sandbox, space_id: str, name: str = "Drawer"
) -> tuple[str, tuple[str, str, str]]:
    """Give a folder into which everybody may put files, as it is said, and its ids."""
    body = {"name": name, "type": "FOLDER", "owner": ADMIN}
    made = await sandbox.post(f"spaces/{space_id}/files", body)
    everybody = {"type": "ORG", "id": (await sandbox.get("state"))["corpId"]}
    await sandbox.post(f"spaces/{space_id}/grants", {"member": everybody, "roleId": "EDITOR"})
    dentry_id = str(made["dentryId"])
    return f"file:{space_id}/{dentry_id}", (space_id, dentry_id, str(made["uuid"]))


async def _uploaded(sandbox: Sandbox, megabytes: int) -> str:
    """Let somebody have so many bytes to send."""
    params: dict[str, str | int] = {"name": "clip.mp4", "zeros": megabytes * MB}
    answer = await sandbox.client.post("/sandbox/uploads", params=params, timeout=600)
    answer.raise_for_status()
    return str(answer.json()["id"])


async def _sends(sandbox: Sandbox, place: Place, upload: str) -> None:
    said = await sandbox.post("say", _video(place, upload))
    await sandbox.card(place, said["seq"])


def _video(place: Place, upload: str) -> Json:
    content = {"duration": "5", "videoType": "mp4", "downloadCode": {"upload": upload}}
    who = {"conversationId": place.conversation, "userId": place.user}
    return {**who, "msgtype": "video", "content": content}


async def _stores(sandbox: Sandbox, place: Place, upload: str, folder: str) -> float:
    """Send it and have it stored; gives the seconds from the word to the card that says so."""
    said = await sandbox.say(place, "help")  # in English from here on
    await sandbox.card(place, said["seq"])
    await _sends(sandbox, place, upload)
    begun = time.perf_counter()
    said = await sandbox.say(place, f"store {folder}")
    async with asyncio.timeout(1800):
        line = await sandbox.card(place, said["seq"])
        while not line["card"]["title"].startswith("Stored"):
            line = await _later(sandbox, place, line)
    return time.perf_counter() - begun


async def _later(sandbox: Sandbox, place: Place, line: Json) -> Json:
    """Wait for the next face; a file that is on its way says so for long."""
    try:
        return await sandbox.face(place, line)
    except TimeoutError:
        return line


async def _walked(files: int) -> list[Row]:
    """Read all files of a space, 100 pages at a time, at the rate that DingTalk takes."""
    async with running_sandbox() as sandbox:
        space_id, _ = await _filled(sandbox, files)
        async with _bot(sandbox, SPACEKEEPER_CALLS_PER_SECOND=str(RATE)):
            ann = await _met(sandbox)
            said = await sandbox.say(ann, f"largest {space_id}")
            line = await sandbox.card(ann, said["seq"])
            begun, rounds = time.perf_counter(), -(-(-(-files // PAGE) - 1) // PAGES)
            for _ in range(rounds):
                said = await sandbox.say(ann, f"read on {PAGES}")
                line = await sandbox.card(ann, said["seq"])
                while line["card"]["title"].startswith("Reading"):
                    line = await _later(sandbox, ann, line)
            seconds = time.perf_counter() - begun
            calls = [each for each in await sandbox.log("calls") if "listAll" in each["template"]]
    least = max(len(calls) - 1, 1) / RATE
    what = f"a walk of {files:,} files ÷ {len(calls):,} calls at {RATE} a second"
    return [Row(what, f"{seconds / least:.2f}", "≤ 1.05")]


async def _beside(megabytes: int) -> list[Row]:
    """Let everybody ask while four files are stored, and while none is, before and after."""
    async with running_sandbox() as sandbox:
        space_id, _ = await _filled(sandbox, 1)
        # Videos that come in one millisecond have one name, so each goes into a folder of its own.
        drawers = [(await _drawer(sandbox, space_id, f"Drawer {n}"))[0] for n in range(AT_ONCE)]
        upload = await _uploaded(sandbox, megabytes)
        crowd = await gather(sandbox, CROWD + AT_ONCE)
        asking, sending = crowd[:CROWD], crowd[CROWD:]
        async with _bot(sandbox, SPACEKEEPER_CALL_SECONDS="60") as pid:
            await ask(sandbox, pid, asking, "help")  # nobody is new from here on
            usual = [await ask(sandbox, pid, asking, "help", TIMES)]
            async with asyncio.TaskGroup() as group:
                wanted = zip(sending, drawers, strict=True)
                stores = [_stores(sandbox, who, upload, folder) for who, folder in wanted]
                storing = [group.create_task(each) for each in stores]
                await _under_way(sandbox)
                beside = await ask(sandbox, pid, asking, "help", TIMES)
                over = sum(each.done() for each in storing)
            usual.append(await ask(sandbox, pid, asking, "help", TIMES))
    rate = statistics.mean(each.rate for each in usual)
    what = f"messages a second while {AT_ONCE} uploads run ÷ without ({rate:.0f})"
    late = f" ({over} over before)" if over else ""
    return [Row(what, f"{beside.rate / rate:.2f}{late}", "≥ 0.8")]


async def _under_way(sandbox: Sandbox) -> None:
    """Wait until the bytes of all files come: each is looked at once before it is fetched."""
    async with asyncio.timeout(PATIENCE):
        while await _fetches(sandbox) < 2 * AT_ONCE:  # noqa: ASYNC110 - a count of another process
            await asyncio.sleep(LOOK_SECONDS)


async def _fetches(sandbox: Sandbox) -> int:
    counters = (await sandbox.get("state"))["counters"]["api"]
    return sum(count for api, count in counters.items() if api == "GET /oss/{key}")


def _forget_most(pid: int) -> None:
    """Let the most that a process has had be what it has (Linux)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", "ascii")


def _memory(pid: int, name: str = "VmRSS") -> int:
    """Bytes that a process has, or had at most (``VmHWM``)."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def read(arguments: Sequence[str] | None = None) -> Sizes:
    """Read how much is measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.files")
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--megabytes", type=int, default=1024)
    parser.add_argument("--walked", type=int, default=100_000)
    return Sizes(**vars(parser.parse_args(arguments)))


if __name__ == "__main__":
    asyncio.run(main(read()))
