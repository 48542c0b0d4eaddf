"""What fills a space, as cards: the views, what is not known, and how reading on stands."""

from dataclasses import replace
from typing import Any

import pytest

from bot.alerts.cards.actions import ShowTrend, WhatFills
from bot.cards import Card
from bot.digests.new_files import NewFiles
from bot.digests.report import Grown
from bot.errors import NotAuthorized
from bot.files.walking import ShowView, TurnWalk
from bot.files.whole_space import ALL
from bot.routing import Anew
from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.cards.digests import REPORT
from tests.cards.organisation import AGE, NOW
from tests.costs import LaterStore
from tests.handlers.calling import presses, takes, types
from tests.parts import ANN
from tests.sandbox_server import SandboxHandle
from tests.valkey import fresh_store

WALK_CALL = f"POST {ALL}"
MONTH = 30 * 24 * 3600 * 1000
FILE: dict[str, Any] = {
    "name": "poster-final[2].psd",
    "is_folder": False,
    "root": False,
    "folder": "海报/2026",
    "size": 840 << 20,
    "modified": NOW - MONTH,
    "count": 1,
    "unsized": 0,
    "kind": "",
}
UNSIZED = {**FILE, "name": "说明.docx", "size": None, "folder": ""}
WALK: dict[str, Any] = {
    "view": "largest",
    "name": "Design",
    "rows": [FILE, {**FILE, "name": "cut.mov", "folder": "", "size": 512 << 20}],
    "page": 1,
    "pages": 1,
    "first": 1,
    "files": 2,
    "folders": 1,
    "bytes": 1352 << 20,
    "unknown": 0,
    "at": NOW - AGE,
    "more": False,
    "cut": False,
    "unread": 0,
    "stopper": "",
    "most": 50,
    "picture": "",
}
PARTLY = {**WALK, "more": True, "files": 50, "pages": 7}
READING = {
    "name": "Design",
    "read": 12,
    "to": 21,
    "files": 600,
    "until": None,
    "why": "",
    "stopping": False,
}
BUTTONS = dict.fromkeys(("oldest", "duplicates", "kinds", "folders", "refresh"))
MORE = dict.fromkeys(("next", "read20", "read100", *BUTTONS))
SUMS = [
    {**FILE, "kind": "video", "count": 12, "unsized": 1},
    {**FILE, "kind": "other", "count": 1, "name": "x", "size": None, "unsized": 1},
]
TIDIED = {
    "what": "delete",
    "rows": [
        {
            "name": "cut.mov",
            "is_folder": False,
            "outcome": "done",
            "followed": False,
            "kind": "",
            "code": "",
            "level": "",
            "succeeded": None,
            "total": None,
        }
    ],
    "state": "done",
    "name": "",
    "place": ("Design",),
}

EXAMPLES = {
    "walk": Card("walk", WALK, BUTTONS),
    "walk-partly": Card("walk", PARTLY, MORE),
    "walk-oldest": Card("walk", {**WALK, "view": "oldest", "rows": [FILE, UNSIZED]}, BUTTONS),
    "walk-undated": Card("walk", {**PARTLY, "view": "oldest", "unknown": 3}, MORE),
    "walk-duplicates": Card(
        "walk",
        {
            **WALK,
            "view": "duplicates",
            "rows": [
                {**FILE, "kind": "first", "count": 2},
                {**FILE, "kind": "copy", "count": 2, "folder": "旧"},
            ],
            "bytes": 840 << 20,
            "unknown": 1,
        },
        BUTTONS,
    ),
    "walk-duplicates-none": Card(
        "walk", {**PARTLY, "view": "duplicates", "rows": [], "bytes": 0}, MORE
    ),
    "walk-kinds": Card("walk", {**WALK, "view": "kinds", "rows": SUMS, "unknown": 2}, BUTTONS),
    "walk-folders": Card(
        "walk",
        {
            **PARTLY,
            "view": "folders",
            "picture": "@lADPD-folders",
            "rows": [
                {**FILE, "count": 7, "name": "2026", "folder": "海报"},
                {**UNSIZED, "name": "", "root": True},
                {**UNSIZED, "name": ""},
            ],
        },
        MORE,
    ),
    "walk-empty": Card("walk", {**WALK, "rows": [], "files": 0, "bytes": 0}, BUTTONS),
    "walk-cut": Card("walk", {**WALK, "cut": True}, BUTTONS),
    "walk-unread": Card("walk", {**WALK, "unread": 2, "stopper": "王芳"}, BUTTONS),
    "walk_reading": Card("walk_reading", READING, {"stop": None}),
    "walk_reading-waits": Card(
        "walk_reading", {**READING, "until": NOW + AGE, "why": "person"}, {"stop": None}
    ),
    "walk_reading-stopping": Card("walk_reading", {**READING, "stopping": True}),
    "files_changed-freed": Card(
        "files_changed", {**TIDIED, "usage": {"before": 9 << 30, "after": 8 << 30}}
    ),
    "files_changed-binned": Card(
        "files_changed", {**TIDIED, "usage": {"before": 9 << 30, "after": 9 << 30}}
    ),
    "walk_gone": Card("walk_gone", {}, {"refresh": None}),
    "stopping": Card("stopping", {"over": False}),
    "stopping-late": Card("stopping", {"over": True}),
    "nothing_to_stop": Card("nothing_to_stop"),
}


async def test_what_fills_an_alerted_space_is_for_who_presses_and_leads_to_its_trend(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store) as bot:
        space = await bot.space("设计资料")
        assert space is not None
        space_id = space["spaceId"]
        card = await takes(bot, WhatFills("key", space_id), ANN)

    assert (card.template, card.aside, card.kept) == ("walk", True, None)
    assert card.actions == {
        "largest": ShowView("largest", space_id, name="设计资料"),
        "trend": ShowTrend("key", "设计资料"),
    }


async def test_a_kept_walk_is_shown_to_nobody_who_lost_their_right(
    sandbox: SandboxHandle, redis_url: str
) -> None:
    """After ten minutes DingTalk is asked again, whatever is kept; a page is turned likewise, and a
    digest names none of its files.
    """
    async with fresh_store(redis_url) as opened:
        later = LaterStore(opened.redis, opened.prefix, opened.url)
        async with assembled(sandbox, later) as bot:
            space = await bot.space("设计资料")
            assert space is not None
            shown = await types(bot, "largest 设计资料", ANN)
            asked = (await bot.calls()).count(WALK_CALL)
            await sandbox.take(space["spaceId"], "ORG", (await sandbox.state())["corpId"])
            again = await types(bot, "oldest 设计资料", ANN)
            named = await digested(bot, space["spaceId"])
            unasked = (await bot.calls()).count(WALK_CALL)
            later.ahead += 10 * 60 * 1000
            unnamed = await digested(bot, space["spaceId"])
            asked_again = (await bot.calls()).count(WALK_CALL)
            with pytest.raises(Anew) as anew:
                await presses(bot, TurnWalk(2, "largest"), ANN, kept=shown.kept)
            with pytest.raises(NotAuthorized):
                await takes(bot, anew.value.action, ANN)
            later.ahead -= 10 * 60 * 1000
            with pytest.raises(NotAuthorized):
                await types(bot, "oldest 设计资料", ANN)

        assert (shown.template, again.template) == ("walk", "walk")
        assert (asked, unasked, asked_again) == (1, 1, 2)
        assert (bool(named), unnamed) == (True, "")


async def digested(bot: Assembly, space_id: str) -> str:
    """Give the file that somebody's digest names of a space that grew."""
    grown = Grown("设计资料", 1, 0, None, None, space_id)

    async def viewer(user_id: str) -> str:
        return (await bot.services.who(user_id)).union_id

    files = NewFiles(bot.services.walks, viewer)
    made = await files.named(replace(REPORT, growing=(grown,)), ANN.user_id)
    return made.growing[0].file
