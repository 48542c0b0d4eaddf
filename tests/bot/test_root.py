"""The bot is put together in one place, and what several parts share is built there once."""

import ast
from collections import Counter
from collections.abc import Iterator

from bot.access import Organisation
from bot.storage import Store
from bot.times.spans import DAY, HOUR
from tests.bot.quota.watching import watching
from tests.catalogue import ROOT
from tests.parts import Clock
from tests.sandbox_server import SandboxHandle

NOON = 20_000 * DAY + 4 * HOUR
AGAIN = {
    "Journal": "keeps nothing itself",
    "Documents": "one for each kind of document",
    "Directory": "keeps nothing itself",
    "AsyncClient": "one for DingTalk's gateway, one for what lies elsewhere",
}


def built() -> Iterator[str]:
    for path in (ROOT / "bot" / "app").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(name) | ast.Attribute(attr=name)) if name[0].isupper():
                    yield name
                case _:
                    pass


def test_what_is_shared_is_built_once() -> None:
    counts = Counter(built())

    assert {"Organisation", "Conversations", "Spaces", "Delivery", "Watch"} <= counts.keys()
    assert {name for name, times in counts.items() if times > 1} <= AGAIN.keys()


async def test_the_watch_means_the_organisation_that_the_settings_state(
    sandbox: SandboxHandle, store: Store
) -> None:
    """Whatever a message of another one has taught before."""
    stated = (await sandbox.state())["corpId"]
    await Organisation(store).learn("another")
    async with watching(sandbox, store, Clock(NOON), corp_id=stated) as bot:
        await bot.tick()
        await bot.tick()

    asked = [call["path"] for call in await sandbox.calls() if "/storage/orgs/" in call["path"]]
    assert set(asked) == {f"/v1.0/storage/orgs/{stated}"}
