"""Commands built step by step: one question a card, and what is run is what would be typed."""

from dataclasses import dataclass

from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.test_rights import SPACE, given, made
from tests.conversations.watching import SHOW, UPDATE, cost, space_id, spent

FILE = f"{SPACE}/海报/甲.txt"
CANCELLED = ("已取消", "Cancelled")


@dataclass(frozen=True)
class StepWalk:
    """A command, its questions with a wrong answer (empty where any will do) and a right one, what
    is shown in the end, and how it is cancelled and gone back in.
    """

    begins: str
    steps: tuple[tuple[str, str, str], ...]
    line: str
    back: str
    cancel: str

    @property
    def questions(self) -> list[str]:
        return [question for question, _, _ in self.steps]


GRANT_ZH = StepWalk(
    "授权",
    (
        ("要授予哪里的权限？", "没有这个文件", FILE),
        ("授权给谁？", "无名氏", "管理员乙"),
        ("哪种权限？", "老板", "能编辑"),
        ("到什么时候？", "昨天", "7天"),
    ),
    f"授权 管理员乙 可编辑 {FILE} 7天",
    "上一步",
    "取消",
)
GRANT_EN = StepWalk(
    "grant",
    (
        ("Permission for what?", "nothing of the kind", FILE),
        ("Who gets permission?", "nobody at all", "管理员乙"),
        ("Which permission?", "boss", "can download"),
        ("Until when?", "2020-01-01", "no end"),
    ),
    f"grant 管理员乙 downloader {FILE}",
    "back",
    "cancel",
)
ACCESS_ZH = StepWalk(
    "申请权限",
    (
        ("申请哪里的权限？", "没有这个文件", FILE),
        ("哪种权限？", "所有者", "可编辑"),
        ("需要多久？", "周五18:00", "30天"),
        ("为什么需要？", "", "要改海报"),
    ),
    f"申请权限 {FILE} 可编辑 30天 因为要改海报",
    "返回",
    "取消",
)
ROOM_EN = StepWalk(
    "request room",
    (
        ("Which space needs more storage?", "No Such Space", "Finance"),
        ("How much storage should it have?", "lots", "+50 GB"),
        ("Why do you need it?", "", "because it is nearly full"),
    ),
    "request room Finance +50 GB because it is nearly full",
    "go back",
    "/cancel",
)
SPACE_EN = StepWalk(
    "request space",
    (
        ("What should the new space be called?", "", "Legal 2027"),
        ("Why do you need it?", "", "skip"),
    ),
    'request space "Legal 2027"',
    "back",
    "no thanks",
)
GRANTS = (GRANT_ZH, GRANT_EN)
REQUESTS = (ACCESS_ZH, ROOM_EN, SPACE_EN)


async def walked(person: Person, walk: StepWalk, steps: int | None = None) -> list[Seen]:
    """Begin and answer so many questions by typing, all of them by default; gives the cards."""
    cards = [await person.says(walk.begins)]
    for _, _, right in walk.steps[: len(walk.steps) if steps is None else steps]:
        cards.append(await person.says(right))
    return cards


async def test_a_grant_built_in_steps_is_the_one_that_would_be_typed(stage: Stage) -> None:
    """The same card asks for the same, at the same cost, and a yes to it does the same."""
    async with stage.bot(interim_seconds=30):
        space, _, file = await made(stage)
        bob = await stage.alone("manager01")
        await bob.says(f"文件 {SPACE}/海报")
        for walk in GRANTS:
            *asked, ready = await walked(bob, walk)
            before = await spent(stage)
            built = await bob.says("yes")
            paid = await cost(stage, before)
            await bob.says(walk.cancel)
            before = await spent(stage)
            typed = await bob.says(walk.line)
            paid_for_typed = await cost(stage, before)

            assert [each.title for each in asked] == walk.questions
            assert walk.line in ready.text, ready
            assert (built.title, built.text, built.labels) == (
                typed.title,
                typed.text,
                typed.labels,
            )
            assert paid | {UPDATE: 0} == paid_for_typed | {UPDATE: 0}
            await bob.says("取消" if walk is GRANT_ZH else "yes")
        stands = await given(stage, space, file["dentryId"])
        trail = await bob.says("操作记录")

        assert stands["manager02"] == "DOWNLOADER"
        assert trail.text.count("甲.txt") == 1


async def test_requests_built_in_steps_are_those_that_would_be_typed(stage: Stage) -> None:
    """Typed again, each is the same request and no second one; all begin at one question, too."""
    kinds = {"request space": "A new space", "request room": "More storage", "申请权限": "权限"}
    async with stage.bot():
        await made(stage)
        await (await stage.alone("manager01")).says("hello")
        ann = await stage.alone("staff01")
        for number, walk in enumerate(REQUESTS, 1):
            is_chinese = walk is ACCESS_ZH
            kind = await ann.says("申请" if is_chinese else "request")
            first = await (
                ann.says(kinds[walk.begins])
                if is_chinese
                else ann.presses(kind, kinds[walk.begins])
            )
            asked = [first, *[await ann.says(right) for _, _, right in walk.steps]]
            ready = asked.pop()
            sent = await ann.presses(ready, "执行" if is_chinese else "Send it")
            await ann.sends(walk.line)
            again = await ann.reads("已申请过" if is_chinese else "Already asked", sent.seq)

            assert [each.title for each in asked] == walk.questions
            assert walk.line in ready.text, ready
            assert str(number) in sent.title, sent
            assert str(number) in again.title + again.text, again
        waiting = await ann.says("requests")

        assert f"**{len(REQUESTS)}**" in waiting.text
        assert f"**{len(REQUESTS) + 1}**" not in waiting.text


async def test_every_step_takes_back_a_wrong_answer_and_cancel(stage: Stage) -> None:
    async with stage.bot():
        await made(stage)
        bob = await stage.alone("manager01")
        for walk in (GRANT_ZH, ROOM_EN):
            await bob.says(walk.begins)
            for question, wrong, right in walk.steps:
                again = await bob.says(wrong) if wrong else None
                assert again is None or again.title == question, again
                assert again is None or "⚠️" in again.text, again
                ahead = await bob.says(right)
                assert ahead.title != question
            for question in reversed(walk.questions):
                behind = await bob.says(walk.back)
                assert behind.title == question, behind
            first = await bob.says(walk.back)
            assert first.title == walk.questions[0]
            assert "⚠️" in first.text
            assert set(first.labels) & {"返回", "Back"} == set()
            for answers in range(len(walk.steps) + 1):
                card = (await walked(bob, walk, answers))[-1]
                by_button = answers % 2 == 0
                label = "取消" if walk is GRANT_ZH else "Cancel"
                ended = await (bob.presses(card, label) if by_button else bob.says(walk.cancel))
                assert ended.title in CANCELLED, ended
        late = await bob.says("yes")

        assert late.title not in {"更改“甲.txt”的权限？", *CANCELLED}


async def test_buttons_answer_in_place_and_back_from_the_first_leads_to_the_kinds(
    stage: Stage,
) -> None:
    """What is typed closes the card that asked; what is pressed changes it; nothing is looked up
    but what has to be.
    """
    async with stage.bot(interim_seconds=30):
        space, _, file = await made(stage)
        bob = await stage.in_group("manager01")
        await bob.says(f"文件 {SPACE}/海报")
        where = await bob.says("授权")
        before = await spent(stage)
        who = await bob.presses(where, "甲.txt")
        which = await bob.presses(who, "本群")
        until = await bob.presses(which, "可下载")
        ready = await bob.presses(until, "30 天")
        behind = await bob.presses(ready, "返回")
        for_ever = await bob.presses(behind, "不限期")
        paid = await cost(stage, before)
        mentioned = await bob.presses(
            await bob.presses(await bob.presses(for_ever, "返回"), "返回"), "返回"
        )
        by_mention = await bob.says("", atUserIds=["manager02"])
        kind = await bob.says("request")
        first = await bob.presses(kind, "A new space")
        again = await bob.presses(first, "Back")
        closed = (await bob.cards())[mentioned.card]

        assert {each.card for each in (who, which, until, ready, behind)} == {where.card}
        assert f"授权 本群 可下载 {FILE} 30天" in ready.text, ready
        assert for_ever.text.count("30") == 0
        assert set(paid) <= {SHOW, UPDATE}, paid
        assert by_mention.title == "哪种权限？"
        assert "管理员乙" in by_mention.text
        assert closed.labels == ()
        assert again.title == kind.title
        assert await given(stage, space, file["dentryId"]) == {"manager02": "READER"}


async def test_some_parts_may_be_typed_and_are_not_asked_for(stage: Stage) -> None:
    """Of two people of one name one is chosen by number, or by button; a department is found."""
    async with stage.bot():
        await made(stage)
        bob = await stage.in_group("manager01")
        await stage.sandbox.client.post("/sandbox/users", json={"name": "员工甲"})
        place_first = await bob.says("授权 管理员乙")
        then_role = await bob.says(FILE)
        wrong_at_first = await bob.says("授权 无名氏")
        mentioned = await bob.says(f"grant {FILE}", atUserIds=["manager02"])
        await bob.says("cancel")
        named = await bob.says(f"request access {FILE}")
        await bob.says("back")
        await walked(bob, GRANT_ZH, 1)
        two = await bob.says("员工甲")
        no_number = await bob.says("7")
        two = await bob.says("员工甲")
        chosen = await bob.says("1")
        await bob.says("返回")
        two = await bob.says("员工甲")
        pressed = await bob.presses(two, two.labels[1])
        await bob.says("返回")
        department = await bob.says("设计部")

        assert place_first.title == "要授予哪里的权限？"
        assert then_role.title == "哪种权限？"
        assert wrong_at_first.title == "授权给谁？"
        assert "⚠️" in wrong_at_first.text
        assert mentioned.title == "Which permission?"
        assert named.title == "Which permission?"
        assert two.title == no_number.title == "授权给谁？"
        assert "⚠️" in no_number.text
        assert len(two.labels) == 4
        assert chosen.title == pressed.title == "哪种权限？"
        assert "员工甲" in chosen.text
        assert department.title == "哪种权限？", department


async def test_a_question_between_is_answered_and_the_step_waits_on(stage: Stage) -> None:
    """A list that was shown meanwhile is what a number means then; what changes something leaves."""
    async with stage.bot():
        await made(stage)
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        where = await bob.says("授权")
        shown = await bob.says(f"文件 {SPACE}/海报")
        asked = await bob.says("Finance 还剩多少")
        listed = await bob.says(f"文件 {SPACE}/海报")
        numbered = await bob.says("1")
        await bob.says("cancel")
        why = (await walked(bob, ROOM_EN, 2))[-1]
        said = await bob.says("we have no idea how full it gets")
        await walked(bob, GRANT_ZH, 3)
        other = await bob.says("新建空间 法务归档")

        assert "还在等你回答" in shown.text, shown
        for each in (asked, listed):
            assert "还在等你回答" not in each.text, "once is enough"
        assert where.card != numbered.card
        assert numbered.title == "授权给谁？"
        assert why.title == "Why do you need it?"
        assert said.title == "Send this command?", said
        assert "我的提问" in other.text or "已取消" in other.text, other


async def test_the_steps_of_one_person_are_nobody_elses(stage: Stage) -> None:
    async with stage.bot():
        await made(stage)
        bob, ann = await stage.in_group("manager01"), await stage.in_group("staff01")
        card = (await walked(bob, GRANT_ZH, 2))[-1]
        await ann.says("帮助")
        await bob.taps(card, "可编辑", by="staff01")
        hers = await ann.says("可编辑")
        his = await bob.says("可编辑")

        assert (await bob.cards())[card.card].title == "哪种权限？"
        assert hers.title != "到什么时候？", hers
        assert his.title == "到什么时候？", his


async def test_a_policy_that_denies_between_two_steps_ends_them(stage: Stage) -> None:
    """As it does for what is typed: refused, written down, and led to the request where it may."""
    async with stage.bot():
        await made(stage)
        ann, bob = await stage.alone("staff01"), await stage.alone("manager01")
        for outcome in ("deny", "ask"):
            card = (await walked(ann, GRANT_EN, 3))[-1]
            await bob.says(f"policy set grant members everywhere {outcome}")
            await bob.says("yes")
            if outcome == "ask":
                refused = await ann.presses(card, "7 days")
            else:
                refused = await ann.says("7 days")
            after = await ann.says("yes")
            begun = await ann.says("grant")
            await bob.says("policy set grant members everywhere allow")
            await bob.says("yes")

            assert "Until when?" not in refused.title, refused
            assert after.title != "Send this command?", after
            assert begun.title == refused.title, (begun, refused)
        trail = await bob.says("audit")

        assert trail.text.count("grant") >= 2, trail


async def test_steps_survive_a_killed_bot(stage: Stage) -> None:
    """One is answered by a text, one by a press on the card that the dead process has shown."""
    bob, ann = await stage.alone("manager01"), await stage.alone("staff01")
    async with stage.process() as process:
        await made(stage)
        await walked(bob, GRANT_ZH, 2)
        card = (await walked(ann, ROOM_EN, 1))[-1]
        process.kill()
        await process.wait()
    async with stage.bot():
        which = await bob.says("可编辑")
        why = await ann.presses(card, "+50 GB")
        ready = await bob.says("7天")

        assert which.title == "到什么时候？"
        assert why.title == "Why do you need it?"
        assert GRANT_ZH.line in ready.text


async def test_a_question_ends_after_ten_minutes_or_three_wrong_answers_and_says_so(
    stage: Stage,
) -> None:
    async with stage.bot():
        await made(stage)
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        card = (await walked(bob, GRANT_EN, 1))[-1]
        await stage.sandbox.settings(clockOffsetMillis=9 * 60 * 1000)
        in_time = await bob.says("管理员乙")
        await stage.sandbox.settings(clockOffsetMillis=20 * 60 * 1000)
        over = await bob.says("can edit")
        after = await bob.says("can edit")
        closed = (await bob.cards())[in_time.card]
        await walked(bob, GRANT_EN, 1)
        wrong = [await bob.says("nobody at all") for _ in range(3)]

        assert card.title == "Who gets permission?"
        assert in_time.title == "Which permission?"
        assert over.title == "This question has expired"
        assert "grant" in over.text
        assert after.title != over.title
        assert closed.labels == ()
        assert [each.title == "This question is over" for each in wrong] == [False, False, True]


async def test_a_path_that_would_be_read_otherwise_is_run_by_its_id(stage: Stage) -> None:
    """A name may hold a role, a time or quotes: what is shown means that file and no other."""
    async with stage.bot():
        await made(stage)
        space = await space_id(stage, SPACE)
        bob = await stage.alone("manager01")
        names = ("view only notes.txt", "plan because 7 days", "a b.txt")
        for name in names:
            await stage.sandbox.make_file(space, name, "manager01", size=3)
        for name in names:
            where = await bob.says("grant")
            await bob.says(f"{SPACE}/{name}")
            for answer in ("管理员乙", "viewer", "no end"):
                ready = await bob.says(answer)
            line = next(each for each in ready.text.split("**") if each.startswith("grant "))
            built = await bob.says("yes")
            await bob.says("cancel")
            typed = await bob.says(line)
            await bob.says("cancel")

            assert name in built.title, built
            assert (typed.title, typed.text) == (built.title, built.text), (line, typed)
            assert where.title == "Permission for what?"
