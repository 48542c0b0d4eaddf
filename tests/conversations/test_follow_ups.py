"""What people say next goes on about what they were shown last: here, to them, ten minutes long."""

import re

import pytest

from bot.storage import open_store
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import cost, spent
from tests.sweeping import tried

LIST = "GET /v1.0/drive/spaces"


def subject(seen: Seen) -> str:
    """The space that a card is about, in whichever language."""
    return re.split("[:：]", seen.title)[0].strip("“”")


async def test_a_row_of_the_last_list_is_shown(stage: Stage) -> None:
    async with stage.bot():
        for said in (
            "the third one",
            "第三个",
            "show me the third one",
            "那第三个呢",
            "number 3, please",
        ):
            with tried(said):
                ann = await stage.in_group("staff01")
                await ann.says("spaces")
                by_number = await ann.says("3")

                shown = await ann.says(said)

                assert subject(shown) == subject(by_number)
                assert shown.text.startswith("→ ")


async def test_the_first_and_the_last_are_rows_too(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        listed = await ann.says("quota top")
        first = await ann.says("1")

        assert subject(await ann.says("and who is first?")) == subject(first)
        assert subject(first) in listed.text
        assert subject(await ann.says("最后一个")) != subject(first)


async def test_it_is_the_first_row_of_a_ranking(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("quota top")
        first = subject(await ann.says("1"))
        await ann.says("quota top")

        assert subject(await ann.says("when will it run out")) == first


async def test_a_space_that_a_card_names_beside_others_is_a_row_too(stage: Stage) -> None:
    async with stage.bot():
        for asked in ("quota", "how much capacity is left in total?", "容量"):
            with tried(asked):
                ann = await stage.in_group("staff01")
                shown = await ann.says(asked)
                rows = re.findall(r"(?m)^\*\*\d\*\* (.+?) ·", shown.text)

                second = await ann.says("and the second one?")
                last = await ann.says("最后一个")

                assert len(rows) == 3
                assert (subject(second), subject(last)) == (rows[1], rows[2])


async def test_another_space_may_be_called_in_the_other_language(stage: Stage) -> None:
    async with stage.bot():
        for said in ("那财务的呢", "and the 财务 one?", "财务呢"):
            with tried(said):
                ann = await stage.in_group("staff01")
                await ann.says("how full is 设计资料")

                asked = await ann.says(said)
                shown = await ann.says("1")

                assert asked.title in {"Did you mean …?", "你是想……？"}
                assert "设计资料" not in asked.text
                assert subject(shown) == "Finance"


async def test_what_is_not_there_is_not_the_space_of_the_last_answer(stage: Stage) -> None:
    async with stage.bot():
        for said in (
            "what about Atlantis?",
            "那亚特兰蒂斯呢",
            "and the Atlantis space, is it full?",
        ):
            with tried(said):
                ann = await stage.in_group("staff01")
                await ann.says("how full is Finance")

                told = await ann.says(said)

                assert told.title in {"Space not found", "找不到这个空间"}


async def test_a_name_in_another_language_does_not_change_the_language(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("how full is Finance")

        assert "left" in (await ann.says("and 设计资料?")).title
        assert "剩余" in (await ann.says("Finance 呢")).title


@pytest.mark.parametrize(
    ("onwards", "back"), [("next page", "previous page"), ("下一页", "上一页"), ("more", "go back")]
)
async def test_pages_are_turned_in_words(stage: Stage, onwards: str, back: str) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        first = await ann.says("spaces")
        before = await spent(stage)
        second = await ann.says(onwards)
        third = await ann.says(onwards)
        again = await ann.says(back)

        assert second.text != first.text
        assert "9" in second.text
        assert third.title in {"No other page", "没有更多页"}
        assert (again.title, "page" in third.text or "页" in third.text) == (second.title, True)
        assert LIST not in await cost(stage, before)


async def test_a_page_is_named_by_its_number(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("spaces")
        turned = await ann.says("next page")
        await ann.says("spaces")

        assert "Page 2" in turned.text
        assert (await ann.says("page 2")).text == turned.text


async def test_the_same_is_asked_of_another_space(stage: Stage) -> None:
    async with stage.bot():
        for said in (
            "那 Engineering 呢",
            "same for Engineering",
            "what about Engineering?",
            "and Engineering?",
        ):
            with tried(said):
                ann = await stage.in_group("staff01")
                await ann.says("quota Finance")
                typed = await ann.says("quota Engineering")
                await ann.says("quota Finance")

                followed = await ann.says(said)

                assert subject(followed) == subject(typed) == "Engineering"
                assert "quota Engineering" in followed.text or "容量 Engineering" in followed.text


async def test_the_same_is_asked_of_a_space_whose_name_begins_so(stage: Stage) -> None:
    async with stage.bot():
        for said in ("那设计呢", "what about 设计", "那设计资料这个空间呢"):
            with tried(said):
                ann = await stage.in_group("staff01")
                await ann.says("quota Finance")

                followed = await ann.says(said)

                assert subject(followed) == "设计资料"


async def test_that_one_is_the_space_of_the_last_answer(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("quota Finance")

        assert subject(await ann.says("what about that one?")) == "Finance"
        assert subject(await ann.says("那个呢")) == "Finance"


async def test_it_is_the_space_of_the_last_answer(stage: Stage) -> None:
    async with stage.bot():
        for said in (
            "how full is it",
            "那它还剩多少",
            "这个空间用了多少",
            "is it growing fast?",
            "它涨得快吗",
        ):
            with tried(said):
                ann = await stage.in_group("staff01")
                await ann.says("space Finance")

                assert subject(await ann.says(said)) == "Finance"


async def test_it_is_asked_where_nothing_was_spoken_of(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        asked = await ann.says("how full is it")
        chosen = await ann.says("Finance")

        assert "Which space?" in asked.text
        assert subject(chosen) == "Finance"


async def test_it_is_the_space_that_was_just_made(stage: Stage) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")
        await admin.says("space Finance")
        await admin.says("建一个叫客户资料的空间")
        await admin.says("好的，建吧")

        assert subject(await admin.says("它还剩多少")) == "客户资料"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        *(("", each) for each in ("等下，客户资料 先别删了", "算了，不删了")),
        ("", "don't delete it, the boss needs it"),
        ("取消", "别删了"),  # "Stop deleting it?", which a no would otherwise answer
        ("space create Trial", "先别删了，领导还要用"),
        ("grant", "don't delete 客户资料"),
    ],
)
async def test_who_thinks_again_keeps_what_they_were_deleting(
    stage: Stage, asked: str, said: str
) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")
        await admin.says("space create 客户资料")
        await admin.says("yes")
        await admin.says("delete 客户资料")
        await admin.says("yes, delete it")
        if asked:
            await admin.says(asked)

        kept = await admin.says(said)

        assert "客户资料" in kept.title
        assert (await admin.says("pending")).text != ""
        assert "客户资料" not in (await admin.says("pending")).text


@pytest.mark.parametrize(
    "said",
    [
        *(
            "哎呀删错了，快恢复",
            "糟了，恢复一下",
            "糟了，把客户资料恢复一下",
            "我不小心删了，帮我恢复",
        ),
        *("oh no, wrong one, bring it back", "wait no, legal still needs that. bring it back"),
    ],
)
async def test_who_regrets_a_deletion_that_waits_keeps_the_space(stage: Stage, said: str) -> None:
    async with stage.bot():
        admin = await deleting(stage)

        kept = await admin.says(said)

        assert "客户资料" in kept.title
        assert kept.buttons == ()
        assert "客户资料" not in (await admin.says("pending")).text


@pytest.mark.parametrize("said", ["刚才删的那个还能找回来吗", "can I still get it back?"])
async def test_who_asks_whether_it_can_be_taken_back_is_offered_that(
    stage: Stage, said: str
) -> None:
    async with stage.bot():
        admin = await deleting(stage)

        offered = await admin.says(said)
        waits = await admin.says("pending")
        await admin.says("undo")

        assert "客户资料" in offered.text
        assert len(offered.buttons) > 0
        assert "客户资料" in waits.text


async def test_what_regrets_something_else_leaves_a_deletion_waiting(stage: Stage) -> None:
    async with stage.bot():
        admin = await deleting(stage)

        moves = "move report-02.pdf in Finance to Finance/资料 Material"
        for said in ("恢复 报表.xlsx", "where is the wrong report", moves, "yes"):
            await admin.says(said)
        for said in ("oops wrong one, put it back", "undo"):
            back = await admin.says(said)
            assert ("report-02.pdf" in back.title, "客户资料" in back.text) == (True, False), back
        assert "客户资料" in (await admin.says("pending")).text


async def deleting(stage: Stage) -> Person:
    """An admin whose deletion of a new space waits."""
    admin = await stage.in_group("manager01")
    await admin.says("space create 客户资料")
    await admin.says("yes")
    await admin.says("delete 客户资料")
    await admin.says("yes, delete it")
    return admin


@pytest.mark.parametrize("said", ["算了,先留着", "算了，不删了", "hmm no wait", "no, leave it"])
async def test_who_thinks_again_ends_what_is_asked(stage: Stage, said: str) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")
        await admin.says("space create 客户资料")

        ended = await admin.says(said)
        late = await admin.says("yes")

        assert ended.title in {"Cancelled", "已取消"}
        assert "客户资料" not in late.title + late.text


async def test_a_new_space_is_called_as_it_was_last_corrected(stage: Stage) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")
        asked = await admin.says("please create a space called Audit 2027 and make it 50 GB")
        again = await admin.says("call it Audit FY27 instead")
        made = await admin.says("yep")

        assert "“Audit 2027”" in asked.title
        assert "“Audit FY27”" in again.title
        assert "Audit FY27" in made.title + made.text


async def test_never_mind_offers_to_keep_what_is_being_deleted(stage: Stage) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")
        await admin.says("space create 客户资料")
        await admin.says("yes")
        await admin.says("delete 客户资料")
        await admin.says("删吧")

        offered = await admin.says("never mind")
        kept = await admin.says("yes")

        assert "客户资料" in offered.title
        assert "undo" in kept.text.casefold() or "客户资料" in kept.title
        assert "客户资料" not in (await admin.says("pending")).text


async def test_that_one_of_many_is_asked(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("spaces")
        asked = await ann.says("那个呢")
        chosen = await ann.says("2")

        assert "哪一个" in asked.text
        assert subject(chosen) == subject(await ann.says("第二个"))


async def test_the_last_answer_is_given_again(stage: Stage) -> None:
    async with stage.bot():
        for said in (
            "again",
            "再来一次",
            "do it again, please",
            "刚才那个再说一遍",
            "can you repeat that?",
        ):
            with tried(said):
                ann = await stage.in_group("staff01")
                await ann.says("spaces")
                await ann.says("2")
                shown = await ann.says("space Finance")

                assert subject(await ann.says(said)) == subject(shown)


async def test_a_number_in_what_is_said_again_is_of_the_list_of_then(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("spaces")
        shown = await ann.says("quota 2")
        await ann.says("spaces Finance")
        await ann.says("quota 1")
        await ann.says("spaces")
        again = await ann.says("quota 2")

        assert subject(await ann.says("again")) == subject(again) == subject(shown)


async def test_nothing_is_gone_on_about_that_somebody_else_was_shown(stage: Stage) -> None:
    async with stage.bot():
        for said in ("下一页", "again", "the third one", "那个呢", "page 2"):
            with tried(said):
                ann = await stage.in_group("staff01")
                await ann.says("spaces")
                cid = await stage.in_group("staff02")
                elsewhere = await stage.alone("staff01")

                for other in (cid, elsewhere):
                    assert (await other.says(said)).title in {"About what?", "指的是哪个？"}


async def test_after_ten_minutes_it_has_to_be_said_in_full(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sessions.TOPIC_MILLIS", 0)
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("spaces")

        for said in ("next page", "again", "what about that one?"):
            assert (await ann.says(said)).title == "About what?"


async def test_a_card_of_another_release_says_so(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        listed = await ann.says("spaces")
        async with open_store(stage.redis_url, stage.state["clientId"]) as store:
            key = store.key("card", listed.card.partition("_")[2])
            record = (await store.hget(key, "record") or "").replace("ShownList", "OldList")
            await store.redis.hset(key, "record", record.replace("TurnPage", "OldTurn"))

        for said in ("the third one", "next page"):
            assert "expired" in (await ann.says(said)).text


async def test_a_change_is_never_made_again_at_once(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await bob.says("quota set 会议录像 500 GB")
        asked = await bob.says("same for 产品文档")
        bare = await bob.says("again")
        done = await bob.presses(asked, "Do it")

        assert asked.title == bare.title == "Do this?"
        assert "产品文档" in asked.text
        assert "产品文档" in done.title + done.text


# A name alone


async def test_a_spaces_name_alone_shows_it(stage: Stage) -> None:
    async with stage.bot():
        for said in ("Finance", "finance", "帮我看一下 Finance", "“Finance”", "Finance?"):
            with tried(said):
                ann = await stage.in_group("staff01")

                shown = await ann.says(said)

                assert subject(shown) == "Finance"
                assert shown.text.startswith("→ ")


async def test_a_name_that_is_only_near_is_asked_about(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")

        asked = await ann.says("Fianance")
        shown = await ann.presses(asked, "Finance")

        assert asked.title == "Did you mean …?"
        assert subject(shown) == "Finance"


async def test_a_name_costs_no_more_than_its_command(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        before = await spent(stage)
        await ann.says("Finance")
        once = await cost(stage, before)
        before = await spent(stage)
        await ann.says("what on earth is this")
        await ann.says("Engineering")

        assert once.get(LIST) == 1
        assert LIST not in await cost(stage, before)


# All changes stopped, and allowed again


async def test_who_says_so_after_a_stop_resumes(stage: Stage) -> None:
    async with stage.bot(language="en"):
        for said in ("好了,恢复吧", "ok, resume", "恢复"):
            with tried(said):
                bob = await stage.in_group("manager01")
                await bob.says("pause")
                await bob.says(said)
                await bob.says("yes")

                assert (await bob.says("space create Plans")).title == "Create “Plans”?"
