"""Roles are read page by page, and each change of them is made once, whatever dies in between."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.cards import Card
from bot.errors import BadArgument, LastManager, NoRightsOfSpace, NotAuthorized
from bot.journal import Journal
from bot.rights.giving import _PLAN
from bot.rights.holders import Holder
from bot.rights.member import Member
from bot.rights.plan import RightsPlace, RightsPlan, RightWish
from bot.rights.role import CALLED, FileRole, role_in, role_of
from bot.rights.shared_here import SharedHere, SharedSaid
from bot.rights.timed import without_time
from tests.assembly import Assembly
from tests.cards.organisation import AGE, DAY, NOW
from tests.handlers.calling import trail
from tests.sandbox_server import Json
from tests.sweeping import sweep

HOLDERS = (
    Holder(Member("USER", "u1", "王芳"), "OWNER", is_above=True),
    Holder(Member("USER", "u2", "Li_Lei [old]"), "EDITOR", seconds=3600),
    Holder(Member("ORG", "ding1"), "READER", is_above=True),
    Holder(Member("DEPT", "42", "设计部"), "MANAGER"),
    Holder(Member("CONVERSATION", "cid1"), "DOWNLOADER", is_here=True),
    Holder(Member("CONVERSATION", "cid2"), "READER"),
    Holder(Member("TAG", "t1", "Editors"), "COMMENTER"),
)
WHO: dict[str, object] = {
    "names": ("设计资料", "2026 海报"),
    "rows": HOLDERS,
    "ends": {HOLDERS[1].member.key: NOW},
    "inherits": True,
    "is_space": False,
    "unread": 0,
    "at": NOW - AGE,
    "page": 1,
    "pages": 1,
    "total": len(HOLDERS),
    "many": True,
    "untold": False,
}
REFRESH = dict.fromkeys(("refresh",))
PLACE = ("设计资料", "2026 海报")
BUTTONS = dict.fromkeys(("confirm", "cancel"))
OF: dict[str, object] = {
    "names": PLACE,
    "is_space": False,
    "name": "",
    "asked": "",
    "may": None,
    "role": "EDITOR",
    "by": replace(HOLDERS[1], is_above=True),
    "open": (),
    "is_known": True,
    "unread": 0,
    "untold": False,
}
ASKED = {**OF, "name": "王芳", "asked": "EDITOR"}


def row(kind: str, name: str, before: str, after: str, above: str = "") -> dict[str, object]:
    void = above == "MANAGER"
    return {
        "kind": kind,
        "name": name,
        "before": before,
        "after": after,
        "above": above,
        "void": void,
    }


CHANGED = [
    row("USER", "王芳", "READER", "EDITOR"),
    row("ORG", "ding1", "", "EDITOR", "MANAGER"),
    row("HERE", "Team", "", "EDITOR"),
    row("DEPT", "设计部", "OWNER", "EDITOR", "READER"),
]
TAKEN = [row("USER", "王芳", "EDITOR", "", "READER"), row("USER", "Li_Lei [old]", "EDITOR", "")]
CONFIRM: dict[str, object] = {
    "names": PLACE,
    "rows": CHANGED,
    "takes": False,
    "unread": 0,
    "until": None,
}
AGAIN: dict[str, object] = {
    "names": PLACE,
    "rows": CHANGED[:1],
    "role": "MANAGER",
    "everybody": False,
}
FATES: list[dict[str, object]] = [
    {"outcome": "refused", "code": "permissionDenied"},
    {"outcome": "changed", "code": ""},
    {"outcome": "refused", "code": ""},
    {"outcome": "done", "code": ""},
]


def no_rights(does: Any, *admins: str) -> Card:
    """What is said of a whole space, with a folder that can be had instead."""
    none = NoRightsOfSpace("设计资料", ("资料 Material",))
    none.does, none.admins = does, admins
    path = "设计资料/资料 Material"
    wish = {"wish": "See who can open %(space)s.", "space": path, "value": ""}
    none.choices = ({**wish, "line": f"who {path}", "name": "资料 Material"},)
    return Card("no_rights_of_space", none.data(), {"choice1": None, "cancel": None})


EXAMPLES = {
    "who": Card("who", WHO, REFRESH),
    "who-paged": Card(
        "who",
        {**WHO, "page": 2, "pages": 3, "total": 23},
        dict.fromkeys(("previous", "next", "refresh")),
    ),
    "who-people": Card(
        "who", {**WHO, "rows": HOLDERS[1:2], "many": False, "untold": True}, REFRESH
    ),
    "who-broken": Card("who", {**WHO, "inherits": False, "unread": 2}, REFRESH),
    "who-unsaid": Card(
        "who", {**WHO, "rows": (), "many": False, "inherits": None, "unread": -1}, REFRESH
    ),
    "who-space": Card("who", {**WHO, "names": ("设计资料",), "is_space": True}, REFRESH),
    "rights_of": Card("rights_of", OF),
    "rights_of-group": Card("rights_of", {**OF, "by": HOLDERS[4], "open": HOLDERS[5:]}),
    "rights_of-none": Card(
        "rights_of", {**OF, "role": "", "by": None, "unread": 1, "untold": True}
    ),
    "rights_of-untold": Card("rights_of", {**OF, "role": "", "by": None, "is_known": False}),
    "rights_of-yes": Card("rights_of", {**ASKED, "may": True}),
    "rights_of-no": Card("rights_of", {**ASKED, "may": False, "is_space": True}),
    "rights_of-unknown": Card("rights_of", {**ASKED, "by": None, "open": HOLDERS[5:]}),
    "rights_confirm": Card("rights_confirm", CONFIRM, BUTTONS),
    "rights_confirm-timed": Card("rights_confirm", {**CONFIRM, "until": NOW + 7 * DAY}, BUTTONS),
    "rights_confirm-takes": Card(
        "rights_confirm",
        {**CONFIRM, "takes": True, "unread": -1, "rows": TAKEN},
        BUTTONS,
    ),
    "rights_again": Card("rights_again", AGAIN, BUTTONS),
    "rights_again-owner": Card("rights_again", {**AGAIN, "role": "OWNER"}, BUTTONS),
    "rights_again-everybody": Card(
        "rights_again", {**AGAIN, "role": "READER", "everybody": True}, BUTTONS
    ),
    "rights_again-takes": Card("rights_again", {**AGAIN, "role": "", "rows": TAKEN}, BUTTONS),
    **{
        f"rights_changed-{name}": Card(
            "rights_changed",
            {
                "names": PLACE,
                "rows": rows,
                "state": rows[0]["outcome"],
                "takes": takes,
                "until": None,
            },
            dict.fromkeys(("who",)),
        )
        for name, takes, rows in (
            ("done", False, [{**CHANGED[0], "outcome": "done", "code": ""}]),
            ("taken", True, [{**TAKEN[0], "outcome": "done", "code": ""}]),
            ("already", False, [{**CHANGED[0], "outcome": "already", "code": ""}]),
            ("nothing", True, [{**TAKEN[0], "outcome": "already", "code": ""}]),
            ("mixed", False, [{**each, **fate} for each, fate in zip(CHANGED, FATES, strict=True)]),
            ("unknown", False, [{**CHANGED[0], "outcome": "unknown", "code": ""}]),
        )
    },
    "not_shared": Card("not_shared", {"group": False}),
    "not_shared-people": Card("not_shared", {"group": True}),
    "last_manager": Card("last_manager", LastManager("2026 海报").data()),
    "no_rights_of_space": Card("no_rights_of_space", NoRightsOfSpace("设计资料").data()),
    "no_rights_of_space-folders": Card(
        "no_rights_of_space", NoRightsOfSpace("设计资料", ("海报", "资料 Material")).data()
    ),
    "no_rights_of_space-see": no_rights("see"),
    "no_rights_of_space-ask": no_rights("ask", "王芳", "Li_Lei [old]"),
    "ask_access": Card(
        "ask_access",
        {
            "wish": {
                "kind": "access",
                "name": "资料 Material",
                "bytes": 0,
                "role": CALLED["EDITOR"],
                "days": 3,
                "uuid": "u1",
                "space": "设计资料",
            },
            "because": "the audit",
            "line": 'request access "设计资料/资料 Material" can edit 3 days because the audit',
        },
        {"do": None, "cancel": None},
    ),
}
_DENTRY = "/v2.0/storage/spaces/dentries/{dentryUuid}/permissions"
GIVE, CHANGE, TAKE, READ = (
    f"POST {_DENTRY}",
    f"PUT {_DENTRY}",
    f"POST {_DENTRY}/remove",
    f"POST {_DENTRY}/query",
)
ANN, CAT = Member("USER", "staff01"), Member("USER", "staff02")
BOB = Member("USER", "manager01")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of Bob's in a space that only he may open."""

    bot: Assembly
    space: str
    folder: Json
    viewer: str

    @property
    def place(self) -> RightsPlace:
        return RightsPlace(self.folder["uuid"], self.space, self.folder["dentryId"], ("Shelf", "f"))

    def plan(self, *wishes: RightWish) -> RightsPlan:
        return RightsPlan(self.place, wishes)

    async def give(self, member: Member, role: str) -> None:
        await self.bot.sandbox.give(
            self.space, member.kind, member.id, role, self.folder["dentryId"]
        )

    async def roles(self) -> dict[str, str]:
        """Who was given what on the folder itself, as DingTalk has it."""
        rights = await self.bot.services.permissions.query(self.viewer, self.folder["uuid"])
        return {each.member.id: each.role for each in rights.rows if rights.is_own(each)}

    async def make(self, plan: RightsPlan, key: str = "grant") -> list[str]:
        """Make a change; gives what became of each."""
        command = await self.bot.command("grant", key=f"robot1:{key}")
        fates = await self.bot.services.giving.make(command, self.viewer, plan)
        return [each.outcome for each in fates]

    async def calls(self, since: int) -> list[str]:
        """What the rights of a file were asked or told since then."""
        calls = await self.bot.sandbox.calls(since)
        return [
            name
            for each in calls
            if "permissions" in (name := f"{each['method']} {each['template']}")
        ]


@pytest.fixture
async def shelf(bot: Assembly) -> Shelf:
    await bot.sandbox.settings(qps=0)
    state = await bot.sandbox.state()
    await bot.services.organisation.learn(state["corpId"])
    space = (await bot.sandbox.make_space("Shelf"))["spaceId"]
    await bot.sandbox.take(space, "ORG", state["corpId"])
    folder = await bot.sandbox.make_file(space, "f", "manager01", type="FOLDER")
    viewer = next(str(each["unionId"]) for each in state["users"] if each["userId"] == "manager01")
    return Shelf(bot, space, folder, viewer)


def seq(calls: list[Any]) -> int:
    return int(calls[-1]["seq"]) if calls else 0


async def now(shelf: Shelf) -> int:
    return seq(await shelf.bot.sandbox.calls())


async def test_each_member_is_changed_by_as_few_calls_as_can_be(shelf: Shelf) -> None:
    await shelf.give(CAT, "READER")
    everybody = Member("ORG", "corp")
    plan = shelf.plan(
        RightWish(ANN, "", "EDITOR"),
        RightWish(CAT, "READER", "EDITOR"),
        RightWish(everybody, "", "EDITOR"),
    )
    since = await now(shelf)
    assert await shelf.make(plan) == ["done", "done", "done"]
    assert await shelf.calls(since) == [GIVE, CHANGE]
    corp_id = (await shelf.bot.sandbox.state())["corpId"]
    assert [
        (each["type"], each.get("corpId"))
        for call in await shelf.bot.sandbox.calls(since)
        for each in (call["body"] or {}).get("members", ())
    ] == [("USER", corp_id), ("ORG", None), ("USER", corp_id)]
    assert await shelf.roles() == {"staff01": "EDITOR", "staff02": "EDITOR", "corp": "EDITOR"}

    since = await now(shelf)
    assert await shelf.make(plan) == ["done", "done", "done"]  # the turn runs again
    again = shelf.plan(RightWish(ANN, "EDITOR", "EDITOR"))
    assert await shelf.make(again, "again") == ["already"]
    assert await shelf.calls(since) == []
    assert len(await trail(shelf.bot)) == 3

    many = [Member("USER", f"user{number}") for number in range(31)]
    since = await now(shelf)
    fates = await shelf.make(shelf.plan(*(RightWish(each, "", "READER") for each in many)), "many")
    assert (fates, await shelf.calls(since)) == (["done"] * 31, [GIVE, GIVE])
    rights = await shelf.bot.services.permissions.query(shelf.viewer, shelf.folder["uuid"])
    assert len(rights.rows) == 35
    assert rights.is_whole


STEPS: list[tuple[str, str]] = [("", "EDITOR"), ("READER", "EDITOR"), ("READER", "")]


@pytest.mark.parametrize(("before", "after"), STEPS)
async def test_a_run_that_died_is_taken_up_where_it_was(
    shelf: Shelf, before: str, after: str
) -> None:
    """It died before the call, after it, or after somebody else had changed the same."""
    journal = Journal(shelf.bot.store)
    plan = shelf.plan(RightWish(ANN, before, after))
    for died, there, outcome, calls in (
        ("before", before, "done", 1),
        ("after", after, "done", 0),
        ("overtaken", "DOWNLOADER", "changed", 0),
    ):
        await shelf.bot.sandbox.take(shelf.space, "USER", ANN.id, shelf.folder["dentryId"])
        if there:
            await shelf.give(ANN, there)
        fence, key = await shelf.bot.fence(), f"robot1:{died}"
        await journal.intend(key, fence, {"plan": _PLAN.dump_json(plan).decode()})
        since = await now(shelf)
        assert await shelf.make(plan, died) == [outcome], died
        assert len(await shelf.calls(since)) == 1 + calls, died
        has = "DOWNLOADER" if died == "overtaken" else after
        assert (await shelf.roles()).get(ANN.id, "") == has, died


async def test_each_part_is_judged_by_itself_and_all_refused_is_raised(shelf: Shelf) -> None:
    await shelf.give(CAT, "READER")
    plan = shelf.plan(RightWish(ANN, "", "EDITOR"), RightWish(CAT, "READER", "EDITOR"))
    await shelf.bot.sandbox.fault("respond", CHANGE, status=403, code="permissionDenied", times=1)
    assert await shelf.make(plan) == ["done", "refused"]
    assert [outcome for _, _, outcome in await trail(shelf.bot)] == [
        "refused: permissionDenied",
        "done",
    ]
    ann = next(
        str(each["unionId"])
        for each in (await shelf.bot.sandbox.state())["users"]
        if each["userId"] == "staff01"
    )
    with pytest.raises(NotAuthorized):
        await replace(shelf, viewer=ann).make(shelf.plan(RightWish(CAT, "", "OWNER")), "ann")
    await shelf.bot.sandbox.fault("respond", GIVE, status=200, times=2)
    await shelf.bot.sandbox.fault("respond", READ, status=403, code="permissionDenied", times=1)
    assert await shelf.make(shelf.plan(RightWish(BOB, "", "READER")), "unread") == ["unknown"]


async def test_the_last_living_manager_is_never_taken_away(shelf: Shelf) -> None:
    """A department, the organisation, and somebody whom DingTalk does not find are none."""
    giving, permissions = shelf.bot.services.giving, shelf.bot.services.permissions

    async def check(*wishes: RightWish) -> bool:
        rights = await permissions.query(shelf.viewer, shelf.folder["uuid"])
        rows = tuple(each for each in rights.rows if rights.is_own(each))
        try:
            await giving.check(replace(rights, rows=rows), shelf.plan(*wishes))
        except LastManager:
            return False
        return True

    for member in (ANN, Member("USER", "gone"), Member("ORG", "corp"), Member("DEPT", "1")):
        await shelf.give(member, "MANAGER")
    assert not await check(RightWish(ANN, "MANAGER", "EDITOR"))
    assert not await check(RightWish(ANN, "MANAGER", ""))
    assert await check(RightWish(ANN, "MANAGER", "OWNER"))
    assert await check(RightWish(Member("ORG", "corp"), "MANAGER", ""))
    await shelf.give(CAT, "OWNER")
    assert await check(RightWish(ANN, "MANAGER", ""))
    assert not await check(RightWish(ANN, "MANAGER", ""), RightWish(CAT, "OWNER", "READER"))


SAID: list[tuple[str, FileRole | None]] = [
    ("owner", "OWNER"),
    ("Manager", "MANAGER"),
    ("an editor", "EDITOR"),
    ("能编辑", "EDITOR"),
    ("可以编辑", "EDITOR"),
    ("view only", "READER"),
    ("read-only", "READER"),
    ("只读", "READER"),
    ("可下载", "DOWNLOADER"),
    ("管理者", "MANAGER"),
    ("所有者", "OWNER"),
    ("boss", None),
    ("", None),
]


@sweep(("said", "role"), SAID)
def test_a_role_has_many_names(said: str, role: FileRole | None) -> None:
    assert role_of(said) == role


WITHIN = [
    ("Li Lei can edit plan.docx", ("Li Lei", "EDITOR", "plan.docx")),
    ("李雷 可编辑 设计稿/2026", ("李雷", "EDITOR", "设计稿/2026")),
    ("editor Plan B", ("", "EDITOR", "Plan B")),
    ("Li Lei as a viewer the editorial", ("Li Lei", "READER", "the editorial")),
    ("nobody editorial", None),
]


TIMED = [
    ("plan.docx 7 days", ("plan.docx", "7 days")),
    ("plan.docx for 2 weeks", ("plan.docx", "for 2 weeks")),
    ("设计稿/2026 7天", ("设计稿/2026", "7天")),
    ("3 until friday 18:00", ("3", "until friday 18:00")),
    ("report 2026", ("report 2026", "")),
    ('"Plan 7 days"', ('"Plan 7 days"', "")),
    ("7 days", ("", "7 days")),
    ("", ("", "")),
]


@sweep(("said", "parts"), TIMED)
def test_a_time_is_parted_from_the_file_before_it(said: str, parts: tuple[str, str]) -> None:
    assert without_time(said) == parts


@sweep(("said", "parts"), WITHIN)
def test_a_role_is_found_between_other_words(
    said: str, parts: tuple[str, FileRole, str] | None
) -> None:
    found = role_in(said)
    assert (found and (found.before, found.role, found.behind)) == parts


@sweep(
    ("text", "wanted"),
    [
        ("plan.docx here as reader", SharedSaid("plan.docx", "READER")),
        ("my plan.docx as an editor with this group", SharedSaid("my plan.docx", "EDITOR")),
        ("2 can download here 7 days", SharedSaid("2", "DOWNLOADER", "7 days")),
        ('"edit here" view only', SharedSaid('"edit here"', "READER")),
        ("海报 可编辑", SharedSaid("海报", "EDITOR")),
        ("plan.docx", SharedSaid("plan.docx", "READER")),
        ("here as manager", SharedSaid("", "MANAGER")),
        ("方案 到本群 只读 7天", SharedSaid("方案", "READER", "7天")),
    ],
)
def test_what_is_shared_with_a_group_is_parted(text: str, wanted: SharedSaid) -> None:
    assert SharedHere("shared", "?").read(text) == wanted


@sweep("text", ["your screen please", "file 2 here", "HR with the legal team", "the cake"])
def test_sentences_that_only_begin_so_share_nothing(text: str) -> None:
    with pytest.raises(BadArgument):
        SharedHere("shared", "?").read(text)
