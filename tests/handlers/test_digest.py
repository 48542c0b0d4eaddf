"""The digest, asked for, opened part by part, and set to come by itself."""

from dataclasses import replace

import pytest

from bot.access import Role
from bot.alerts.subscription import Digest, Subscription
from bot.cards import Card
from bot.digests.cards import WORDS, OpenPart
from bot.digests.new_files import NewFiles
from bot.digests.report import Grown, Report
from bot.digests.said import corrected
from bot.drive.spaces import Space
from bot.errors import BadArgument, MissingArgument, Stale
from bot.messages import Conversation
from bot.sessions import Cancel
from handlers.digest import ConfirmDigest
from tests.assembly import Assembly
from tests.cards.digests import REPORT
from tests.handlers.calling import answers, presses, says, takes, trail, types
from tests.handlers.watching import GB, SECRET, learns, named, remembers, sees_in_secret, swept
from tests.parts import ANN, BOB
from tests.placing import place
from tests.sweeping import sweep

WEEKLY = "digest weekly mon 09:00"
MONDAYS = Digest("weekly", 540, 0)
SINGLE = Conversation("cidSINGLE==", "single")


@pytest.fixture(autouse=True)
async def _known(bot: Assembly) -> None:
    await learns(bot)


def report_of(card: Card) -> Report:
    assert isinstance(card.kept, Report)
    return card.kept


async def placed(bot: Assembly, **changed: object) -> None:
    """Tell the group of everything."""
    made = Subscription(bot.group, "Bob", bot.clock())
    await place(bot.services.alerts, replace(made, **changed))  # type: ignore[arg-type]  # real members


async def subscription(bot: Assembly) -> Subscription | None:
    return await bot.services.alerts.subscription(bot.group.id)


# Asked for


async def test_where_nobody_is_told_of_spaces_there_is_nothing_to_sum_up(bot: Assembly) -> None:
    await swept(bot)

    for said, sender in (("digest", ANN), ("摘要", BOB)):
        assert await types(bot, said, sender) == Card("digest_none")


async def test_a_conversation_that_is_told_may_ask_at_any_time(bot: Assembly) -> None:
    await swept(bot)
    await placed(bot)

    card = await types(bot, "/digest", ANN)

    report = report_of(card)
    assert (card.template, report.counts.spaces, report.watched) == ("digest", 13, True)
    assert report.full[0].ratio is not None
    assert report.organisation is not None
    assert "full" in card.actions


async def test_only_what_may_be_named_here_is_named(bot: Assembly) -> None:
    await swept(bot)
    await sees_in_secret(bot)
    space = await bot.space("Engineering")
    assert space is not None
    await placed(bot, spaces=frozenset({space["spaceId"]}), alerts=False)

    report = report_of(await types(bot, "digest", ANN))

    assert [row.name for row in report.full] == ["Engineering"]
    assert report.organisation is None
    assert SECRET.name not in repr(report)


async def test_an_admin_alone_with_the_bot_is_told_of_everything_and_nothing_is_set(
    bot: Assembly,
) -> None:
    await swept(bot)

    alone = await types(bot, "digest", conversation=SINGLE)
    member = await types(bot, "digest", ANN, conversation=SINGLE)

    assert report_of(alone).counts.spaces == 13
    assert member.template == "digest_none"
    assert await bot.services.alerts.subscriptions() == {}


async def test_a_member_alone_with_the_bot_is_told_of_their_own_list_as_it_is_now(
    bot: Assembly,
) -> None:
    await swept(bot)
    await sees_in_secret(bot)
    own = Subscription(SINGLE, "Ann", 1, user_id=ANN.user_id, personal=True)
    await place(bot.services.alerts, replace(own, spaces=frozenset({SECRET.id, "1"})))

    card = await types(bot, "digest", ANN, conversation=SINGLE)

    assert report_of(card).counts.spaces == 0


async def test_a_part_can_be_asked_for_in_both_languages(bot: Assembly) -> None:
    await swept(bot)
    await placed(bot)

    for part, (english, chinese) in WORDS.items():
        for said in (f"digest {english}", f"摘要 {chinese}"):
            card = await says(bot, said)
            assert (card.template, card.data["what"]) == ("digest_part", part)


async def test_another_word_behind_it_is_refused(bot: Assembly) -> None:
    with pytest.raises(BadArgument) as bad:
        await types(bot, "digest everything")

    assert (bad.value.part, bad.value.given) == ("part", "everything")


async def test_what_grows_fastest_is_drawn_once(bot: Assembly) -> None:
    await named(bot)
    await remembers(bot, Space("1", "Video", "org", 80 * GB, 100 * GB), 20, grown=GB)
    await placed(bot)

    first = report_of(await types(bot, "digest"))
    again = report_of(await types(bot, "digest"))

    assert [row.name for row in first.growing] == ["Video"]
    assert first.picture.startswith("@")
    assert again.picture == first.picture
    assert (await bot.calls()).count("POST /media/upload") == 1


async def test_parts_open_for_anybody_here_without_a_call(bot: Assembly) -> None:
    await swept(bot)
    await placed(bot)
    first = await types(bot, "digest")
    calls = await bot.calls()

    part = await presses(bot, OpenPart("full"), ANN, kept=first.kept)
    back = await presses(bot, OpenPart(), ANN, kept=part.kept)

    assert (part.template, back) == ("digest_part", first)
    assert await bot.calls() == calls
    route = bot.routes.fast_for(OpenPart)
    assert route is not None
    assert (route.role, route.whose) == (Role.MEMBER, "anybody")


async def test_a_digest_that_is_not_kept_is_stale(bot: Assembly) -> None:
    with pytest.raises(Stale):
        await presses(bot, OpenPart("full"), kept=None)


# Set


async def test_where_spaces_are_told_of_already_a_digest_is_set_at_once(bot: Assembly) -> None:
    await swept(bot)
    await placed(bot)

    card = await says(bot, WEEKLY)

    kept = await subscription(bot)
    assert (card.template, card.data["kind"]) == ("digest_set", "weekly")
    assert card.data["next"] > bot.clock()
    assert kept is not None
    assert kept.alerts
    assert kept.digest == replace(MONDAYS, last=bot.clock())
    (entry,) = [row.entry for row in await bot.services.audit.last(5)]
    assert (entry.command, entry.before, entry.after) == (
        "digest weekly",
        "",
        "digest=weekly mon 09:00",
    )


async def test_a_digest_that_replaces_one_of_the_other_kind_says_so(bot: Assembly) -> None:
    await swept(bot)
    await placed(bot)

    said = ("digest daily every day at 9", "digest daily 10:00", WEEKLY)
    cards = [await says(bot, each, key=each) for each in said]

    assert [card.data["replaced"] for card in cards] == [False, False, True]


async def test_elsewhere_an_admin_sees_first_what_it_will_name(bot: Assembly) -> None:
    await swept(bot)

    card = await says(bot, WEEKLY)

    assert (card.template, card.data["total"]) == ("digest_confirm", 13)
    assert (card.data["title"], card.data["group"]) == ("Team", True)
    assert len(card.data["names"]) == 13
    assert card.actions == {"confirm": ConfirmDigest(MONDAYS), "cancel": Cancel()}
    assert card.then == ConfirmDigest(MONDAYS)
    assert await subscription(bot) is None
    assert await trail(bot) == []


async def test_once_confirmed_it_comes_and_alerts_stay_off(bot: Assembly) -> None:
    await swept(bot)

    card = await takes(bot, ConfirmDigest(MONDAYS))

    kept = await subscription(bot)
    assert card.template == "digest_set"
    assert kept is not None
    assert (kept.alerts, kept.covers("1"), kept.alerts_of("1")) == (False, True, False)
    assert kept.digest == replace(MONDAYS, last=bot.clock())
    assert (kept.user_id, kept.by) == (None, "Bob")


async def test_it_can_be_confirmed_in_words_and_anything_else_asks_again(bot: Assembly) -> None:
    await swept(bot)

    later = await answers(bot, ConfirmDigest(MONDAYS), "改成下午五点半发")
    assert later.then == ConfirmDigest(Digest("weekly", 17 * 60 + 30, 0))
    again = await answers(bot, ConfirmDigest(MONDAYS), "which spaces?")
    done = await answers(bot, ConfirmDigest(MONDAYS), "确认")

    assert (again.template, again.then) == ("digest_confirm", ConfirmDigest(MONDAYS))
    assert done.template == "digest_set"
    assert {ConfirmDigest(MONDAYS).says(language) for language in ("zh", "en")} == {"确认", "yes"}


async def test_a_single_chat_remembers_whom_it_is_with(bot: Assembly) -> None:
    await swept(bot)

    await takes(bot, ConfirmDigest(MONDAYS), conversation=SINGLE)

    kept = await bot.services.alerts.subscription(SINGLE.id)
    assert kept is not None
    assert kept.user_id == "manager01"


@pytest.mark.parametrize(
    ("said", "digest"),
    [
        ("digest daily 9:00", Digest("daily", 540)),
        ("日报 9:00", Digest("daily", 540)),
        ("日报 下午5点半", Digest("daily", 1050)),
        ("周报 周一 9:00", MONDAYS),
        ("周报周一9点", MONDAYS),
        ("摘要 每周 星期五 17:00", Digest("weekly", 1020, 4)),
        ("/digest weekly friday at 5pm", Digest("weekly", 1020, 4)),
    ],
)
async def test_a_schedule_is_said_in_many_ways(bot: Assembly, said: str, digest: Digest) -> None:
    await named(bot)
    await placed(bot)

    await says(bot, said)

    kept = await subscription(bot)
    assert kept is not None
    assert kept.digest == replace(digest, last=bot.clock())


@pytest.mark.parametrize("said", ["digest weekly someday", "digest daily soon", "周报 25点"])
async def test_a_schedule_that_cannot_be_read_is_refused(bot: Assembly, said: str) -> None:
    with pytest.raises(BadArgument):
        await types(bot, said)


@pytest.mark.parametrize("said", ["digest weekly", "日报"])
async def test_a_schedule_without_a_time_is_asked_for(bot: Assembly, said: str) -> None:
    with pytest.raises(MissingArgument):
        await types(bot, said)


async def test_without_an_operator_there_is_nothing_to_send(bot: Assembly) -> None:
    await placed(bot)

    assert (await types(bot, WEEKLY)).template == "not_watched"


async def test_another_schedule_replaces_the_first(bot: Assembly) -> None:
    await named(bot)
    await placed(bot)
    await says(bot, WEEKLY)

    await says(bot, "digest daily 18:30")

    (last, _) = [row.entry for row in await bot.services.audit.last(5)]
    assert (last.before, last.after) == ("digest=weekly mon 09:00", "digest=daily 18:30")


async def test_off_ends_it_and_leaves_the_alerts(bot: Assembly) -> None:
    await named(bot)
    await placed(bot, digest=MONDAYS)

    card = await says(bot, "digest off")

    kept = await subscription(bot)
    assert (card.template, card.data) == ("digest_off", {"was": True})
    assert kept is not None
    assert (kept.digest, kept.alerts) == (None, True)
    assert [row[0] for row in await trail(bot)] == ["digest off"]


async def test_off_forgets_a_conversation_that_had_nothing_else(bot: Assembly) -> None:
    await placed(bot, digest=MONDAYS, alerts=False)

    await says(bot, "关闭摘要")

    assert await subscription(bot) is None


async def test_off_where_none_came_says_so(bot: Assembly) -> None:
    assert (await says(bot, "digest off")).data == {"was": False}
    assert await trail(bot) == []


async def test_off_that_runs_again_says_the_same(bot: Assembly) -> None:
    await placed(bot, digest=MONDAYS, alerts=False)

    cards = [await says(bot, "关闭摘要") for _ in range(2)]

    assert cards[0] == cards[1]
    assert len(await trail(bot)) == 1


async def test_only_admins_set_what_comes(bot: Assembly) -> None:
    routes = [route for route in bot.routes if route.words.startswith("digest ")]
    needs = {route.words: (route.needs(group=True), route.needs(group=False)) for route in routes}

    assert needs.pop("digest off") == (Role.ADMIN, Role.MEMBER)
    assert set(needs.values()) == {(Role.ADMIN, Role.ADMIN)}
    assert (len(routes), {route.changes for route in routes}) == (3, {True})


# The file that grew a space most


async def test_the_file_that_grew_a_space_is_named_to_whom_has_walked_it_alone(
    bot: Assembly,
) -> None:
    """In their single chat, as long as DingTalk gives them that space."""
    space = await bot.space("设计资料")
    assert space is not None
    since = (await bot.sandbox.state())["now"]
    await bot.sandbox.make_file(space["spaceId"], "old.mov", "manager01", size=3 * GB)
    await bot.sandbox.settings(clockOffsetMillis=60_000)
    await bot.sandbox.make_file(space["spaceId"], "new.mov", "manager01", size=2 * GB)
    await types(bot, "largest 设计资料", ANN)
    grown = Grown("设计资料", 2 * GB, since + 30_000, None, None, space["spaceId"])
    made = replace(REPORT, growing=(grown,))

    async def viewer(user_id: str) -> str:
        return (await bot.services.who(user_id)).union_id

    files = NewFiles(bot.services.walks, viewer)
    theirs = await files.named(made, ANN.user_id)
    others = await files.named(made, BOB.user_id)
    groups = await files.named(made, None)
    await bot.services.walks.forget(await viewer(str(ANN.user_id)), space["spaceId"])

    [row] = theirs.growing
    assert (row.file, row.file_size) == ("new.mov", 2 * GB)
    assert others == groups == await files.named(made, ANN.user_id) == made


@sweep(
    ("said", "meant"),
    [
        ("改成下午五点半发", Digest("weekly", 1050, 4)),
        ("改成周一", Digest("weekly", 540, 0)),
        ("改成上午九点", Digest("weekly", 540, 4)),
        ("改成周一下午", Digest("weekly", 840, 0)),
        ("换到每周三上午十点吧", Digest("weekly", 600, 2)),
        ("下班前发", Digest("weekly", 1050, 4)),
        ("改成每天早上八点", Digest("daily", 480)),
        ("每天发", Digest("daily", 540)),
        ("no, make it 5pm", Digest("weekly", 1020, 4)),
        ("change it to thursday at noon", Digest("weekly", 720, 3)),
        ("afternoon would be better", Digest("weekly", 840, 4)),
        *((said, None) for said in ("yes", "好", "5", "what is full on monday", "周报 每周五")),
    ],
)
def test_a_correction_keeps_what_it_does_not_say(said: str, meant: Digest | None) -> None:
    assert corrected(said, Digest("weekly", 540, 4)) == meant
    assert corrected("改成周一上午", Digest("weekly", 1050, 4)) == Digest("weekly", 540, 0)
