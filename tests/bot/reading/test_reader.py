"""Sentences that are no command, understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.access import Role
from bot.drive.spaces import Space
from bot.language import language_of
from bot.reading import Reader, Understood, Wish
from bot.reading.talk_behind import without_talk
from bot.routing import Route, Routes
from handlers import ROUTERS
from tests.phrases.rows import SHOWS
from tests.sweeping import sweep

ROUTES = Routes(ROUTERS)
READER = Reader(ROUTES)
SPACES = (
    "Finance",
    "Finance 2025",
    "市场部",
    "设计资料",
    "Engineering",
    "list",
    "删除",
    "space",
    "好",
    "2026 年会",
)


@dataclass(frozen=True)
class Last:
    words: str
    raw: Mapping[str, str]
    page: int = 1


@dataclass(frozen=True)
class Seen:
    spaces: tuple[Space, ...] = field(default=())
    known: bool = True


def named(*names: str) -> Seen:
    return Seen(tuple(Space(f"id{place}", name, "custom", 1) for place, name in enumerate(names)))


KNOWN = named(*SPACES)
SPOKEN_ZH = (
    *("别{}", "先不要{}", "如果{}会怎样", "要是{}呢", "昨天已经{}了", "老板说{}", "他问能不能{}"),
    *("怎么{}", "谁可以{}", "{}是什么意思", "“{}”，他开玩笑说"),
)
SPOKEN_EN = (
    *("don't {}", "please never {}", "what would happen if I {}", "suppose we {}", "should I {}"),
    *("my boss said {}", "she told me to {}", "how do I {}", "who can {}", 'what does "{}" mean'),
)
"""Ways to speak of a change that nobody wishes."""


def read(
    text: str, *, role: Role = Role.ADMIN, group: bool = True, last: Last | None = None
) -> Understood:
    return READER.read(text, role=role, group=group, names=KNOWN, topic=last)


@sweep(
    ("said", "share"),
    [
        ("Which spaces are less than half full?", "under 50%"),
        ("which ones are below 50%", "under 50%"),
        ("哪些空间用了不到30%", "under 30%"),
        ("超过九成的空间有哪些", "over 90%"),
        ("list the spaces with more than 80 % used", "over 80%"),
    ],
)
def test_a_list_is_narrowed_to_the_side_that_was_said(said: str, share: str) -> None:
    wish = read(said).wishes[0]

    assert wish.words in {"spaces", "quota top"}
    assert list(wish.raw.values()) == [share]


def first(found: Understood) -> tuple[str, dict[str, str]]:
    return found.wishes[0].words, dict(found.wishes[0].raw)


@sweep(
    ("said", "words", "raw"),
    [
        ("市场部那个盘还有地方伐", "space", {"space": "市场部"}),
        ("帮我看看设计资料用了多少", "space", {"space": "设计资料"}),
        ("how big is the finance space", "space", {"space": "Finance"}),
        ("tell me how full FINANCE  2025 is please", "space", {"space": "Finance 2025"}),
        ("２０２６　年会还剩多少", "space", {"space": "2026 年会"}),
        ("設計資料用了多少", "space", {"space": "设计资料"}),
        ("the third one please, how full is it", "space", {"space": "3"}),
        ("把市场部的上限设成半个T", "quota set", {"space": "市场部", "size": "0.5 TB"}),
        ("please let finance have two terabytes at most", "quota set", {"space": "Finance", "size": "2 TB"}),
        ("建个盘，名字叫海外项目", "space create", {"name": "海外项目"}),
        ("we need a new drive called Event Photos", "space create", {"name": "Event Photos"}),
        ("把小王设为管理员", "admin add", {"person": "小王"}),
        ("please make Li Lei an admin", "admin add", {"person": "Li Lei"}),
        ("每周一早上九点给我们发周报", "digest weekly", {"day and time": "每周一早上九点"}),
        ("no alerts between 10 pm and 8 am please", "alert quiet", {"hours": "between 10 pm and 8 am"}),
        ("请用英文回答", "lang", {"language": "en"}),
        ("who grows fastest", "quota top", {"growing": "growing"}),
        ("which spaces are above ninety percent", "spaces", {"words": "over 90%"}),
    ],
)  # fmt: skip
def test_a_sentence_is_a_command_with_its_arguments(
    said: str, words: str, raw: dict[str, str]
) -> None:
    found = read(said)

    assert (found.certainty, *first(found)) == ("sure", words, raw)
    route = ROUTES.named(words)
    assert route is not None
    route.read(raw)


@sweep(
    ("said", "caution"),
    [
        ("先别删市场部", {"negation"}),
        ("please don't delete Finance", {"negation"}),
        ("如果删了市场部会怎样", {"condition", "question"}),
        ("what would happen if I deleted Finance", {"condition", "question"}),
        ("昨天我把市场部删了", {"past"}),
        ("老板说要把市场部删掉", {"quotation"}),
        ("how do I delete a space", {"question"}),
        ("delete Finance and make Ann an admin", {"several"}),
    ],
)
def test_what_is_only_spoken_of_is_no_change(said: str, caution: set[str]) -> None:
    found = read(said)

    assert found.wishes[0].words in SHOWS
    assert found.certainty != "sure"
    assert found.caution in caution


@sweep("said", ["再也不要提醒我们了", "stop telling us about Finance", "别再给这个群发周报了"])
def test_what_ends_something_may_be_wished_for_with_a_not(said: str) -> None:
    found = read(said)

    assert (found.certainty, found.caution) == ("sure", "")
    assert found.wishes[0].words in {"alert off", "digest off"}


def test_a_wish_for_what_only_admins_may_is_refused_as_if_typed() -> None:
    found = read("please delete the space Finance", role=Role.MEMBER)

    assert (found.certainty, *first(found)) == ("sure", "space delete", {"space": "Finance"})


def test_a_part_of_the_day_is_a_time_of_what_comes_every_week() -> None:
    for said, when in (
        ("以后每周五下班前给我发一份各个盘的使用情况", "每周五 17:30"),
        ("send the weekly digest every friday afternoon", "every friday 14:00"),
        ("每周一早上发摘要", "每周一早上"),
    ):
        found = (wish.raw for wish in read(said).wishes if wish.words == "digest weekly")
        assert next(found)["day and time"] == when, said


def test_room_in_one_space_is_asked_for_whoever_wants_it() -> None:
    for said in ("我们经理说市场部要加5G，帮忙申请下", "主管让我申请给市场部加5G"):
        wish = read(said, role=Role.MEMBER).wishes[0]
        assert (wish.words, wish.raw["space"], wish.raw["size"]) == (
            "request room",
            "市场部",
            "+5 GB",
        )
    two = read("主管让我申请给市场部加5G，设计资料加2G", role=Role.MEMBER)
    assert two.caution
    assert two.wishes[0].words != "request room"


def test_a_member_is_offered_nothing_that_only_admins_may() -> None:
    for said in ("Finance too large, do something", "管理员的事", "alerts finance", "watch"):
        found = read(said, role=Role.MEMBER)
        routes = [ROUTES.named(wish.words) for wish in found.wishes]

        assert found.certainty == "sure" or all(
            route is not None and route.needs(group=True) <= Role.MEMBER for route in routes
        )


def test_a_name_that_is_only_near_is_never_sure() -> None:
    found = read("how full is Enginering")

    assert found.certainty == "half"
    assert ("space", {"space": "Engineering"}, True) in [
        (wish.words, dict(wish.raw), wish.near) for wish in found.wishes
    ]


def test_a_space_called_like_a_command_takes_nothing_from_sentences() -> None:
    assert first(read("请把删除这个空间删掉"))[0] == "space delete"
    assert first(read("好的，看看市场部还剩多少"))[1] == {"space": "市场部"}
    assert first(read("could you list the spaces we have"))[0] == "spaces"


def test_of_names_inside_names_the_longest_is_meant() -> None:
    assert first(read("how full is finance 2025 now?"))[1] == {"space": "Finance 2025"}
    assert first(read("is the financeteam space full?"))[1] != {"space": "Finance"}


def test_what_was_asked_last_is_asked_again() -> None:
    found = read("再来一次", last=Last("quota", {"space": "Finance"}))

    again = Wish("quota", {"space": "Finance"}, 1.0)
    assert found == Understood("sure", (again,), by_form=True)


def test_what_the_organisation_has_is_not_about_the_last_space() -> None:
    last = Last("quota", {"space": "设计资料"})
    assert not read("咱们单位一共买了多大的网盘，还剩多少", last=last).wishes[0].raw
    assert read("还剩多少", last=last).wishes[0].raw == {"space": "设计资料"}


def test_a_sentence_that_names_no_space_is_about_the_last_one() -> None:
    last = Last("space", {"space": "市场部"})

    assert first(read("那什么时候满", last=last))[1] == {"space": "市场部"}
    assert first(read("那公司总的还剩多少", last=last)) == ("quota", {})


def test_at_most_four_wishes_and_of_what_is_half_sure_what_shows_comes_first() -> None:
    for said in ("Finance", "多少", "alerts", "市场部 提醒", "set finance", "把小王弄一下"):
        found = read(said)

        assert 1 <= len(found.wishes) <= 4
        assert found.certainty == "sure" or found.wishes[0].words in SHOWS


@sweep(
    "said",
    ["中午吃什么", "who won the match last night", "/deploy production", "🎉🎉", "a", "สวัสดี"],
)
def test_what_is_not_for_the_bot_is_not_acted_on(said: str) -> None:
    found = read(said)

    assert found.certainty != "sure"
    assert found.wishes[0].words in SHOWS


INSTEAD = {"alert here": "alert off"}
"""What is wished for by whoever wants none: 别在这里提醒."""


def test_the_same_sentence_reads_the_same() -> None:
    other = Reader(ROUTES)

    for said in ("市场部还有地方吗", "mute until tomorrow", "给财务加点空间"):
        assert read(said) == other.read(said, role=Role.ADMIN, group=True, names=KNOWN)


@sweep("route", [route for route in ROUTES if not route.looks], ids=lambda route: str(route.words))
def test_no_change_comes_first_that_is_only_spoken_of(route: Route[Any]) -> None:
    for name in (*route.names, *(each for each in route.phrases if "{" not in each)):
        for way in SPOKEN_ZH if language_of(name) == "zh" else SPOKEN_EN:
            found = read(way.format(name))
            assert found.wishes[0].words in {*SHOWS, INSTEAD.get(str(route.words))}, way.format(
                name
            )


@sweep(
    "said",
    [
        "please get rid of the space Nowhere",
        "delete the space called Nowhere",
        "please delete that Nowhere thing",
        "把海外项目删了",
        "把那个海外项目删掉",
        "把空间删了",
        "那就把海外项目删了吧",
        "把海外项目删了，它太旧了",
        "please delete Nowhere, it is old",
        "delete this Nowhere thing",
        "delete the IT space",
    ],
)
def test_a_change_takes_no_space_from_the_last_answer_unless_it_points_to_it(said: str) -> None:
    found = read(said, last=Last("space", {"space": "Finance"}))

    taken = [wish for wish in found.wishes if wish.raw.get("space") == "Finance"]
    assert {wish.words for wish in taken} <= SHOWS


@sweep(
    "said", ["get rid of it", "please delete that one", "把它删了", "把这个删掉", "那个空间删了吧"]
)
def test_a_change_takes_the_space_of_the_last_answer_that_it_points_to(said: str) -> None:
    found = read(said, last=Last("space", {"space": "Finance"}))

    assert first(found) == ("space delete", {"space": "Finance"})


FILES = Last("files", {"place": "Finance"})
REPORT = Last("file", {"file": "report.pdf"})


@sweep(
    ("said", "last", "words", "raw"),
    [
        ("call number 3 logo-old.png", FILES, "file rename", {"file": "3", "name": "logo-old.png"}),
        ("rename it to plan-b.docx", REPORT, "file rename", {"file": "report.pdf", "name": "plan-b.docx"}),
        ("plan.docx should be called plan-final.docx instead", None, "file rename", {"file": "plan.docx", "name": "plan-final.docx"}),
        ("the first two belong in Engineering, put them there", FILES, "file move", {"files": "1 2", "place": "Engineering"}),
        ("the first three belong in Engineering, put them there", FILES, "file move", {"files": "1 2 3", "place": "Engineering"}),
        ("delete the two biggest", Last("largest", {"space": "Finance"}), "file delete", {"files": "1 2"}),
        ("delete the two biggest", FILES, "file delete", {}),
        ("最大的两个删掉", Last("largest", {"space": "Finance"}), "file delete", {"files": "1 2"}),
        ("restore those three files please", Last("bin", {"space": "Finance"}), "bin restore", {}),
        ("number 2, i want it back", Last("bin", {"space": "Finance"}), "bin restore", {"items": "2"}),
        ("we need another 10 gigs in Finance because the photos are huge", None, "request room", {"space": "Finance", "size": "+10 GB because the photos are huge"}),
        ("i need edit access to Engineering for a week pls", None, "request access", {"access": "Engineering can edit for a week"}),
        ("let Wang Xiaoming edit plan.docx until next friday", None, "grant", {"person": "Wang Xiaoming", "role": "can edit", "place": "plan.docx", "time": "until next friday"}),
        ("staff02 isnt admin any longer, take that off him", None, "admin remove", {"person": "staff02"}),
        ("give the first one another week", Last("grants", {}), "extend", {"grant": "1", "time": "1 week"}),
        ("do you know where the shift plan is", None, "find", {"words": "shift plan"}),
        ("how many calls does version restore cost me", None, "help command", {"command": "version restore"}),
        ("nag people after 4 working hours", None, "alert deadline", {"time": "4 hours"}),
    ],
)  # fmt: skip
def test_what_people_type_fills_the_arguments(
    said: str, last: Last | None, words: str, raw: dict[str, str]
) -> None:
    wishes = {wish.words: wish.raw for wish in read(said, last=last).wishes}

    assert wishes.get(words) == raw


def test_the_only_change_that_may_be_meant_is_offered_alone() -> None:
    found = read(
        "把前两个删了，没人用了", role=Role.MEMBER, last=Last("largest", {"space": "市场部"})
    )

    assert [each.words for each in found.wishes] == ["file delete"]


@sweep(
    ("wish", "talk"),
    [
        (
            "Could you please delete photo-08.docx from Finance?",
            "It's an old one and nobody needs it anymore.",
        ),
        ("delete photo-08.docx in Finance.", "Nobody needs it anymore."),
        (
            "please delete photo-08.docx from Finance,",
            "it's an old one and nobody needs it anymore",
        ),
        (
            "does slides-04.pptx in Finance have older versions?",
            "I think somebody overwrite my changes",
        ),
        ("show versions of slides-04.pptx in Finance.", "Looks like someone changed it."),
        ("麻烦帮我找一下合同-03,", "不记得放哪个空间了"),
        ("帮忙找找预算表,", "名字想不起来了"),
        ("给市场部加10G，", "剩下的下个月再说"),
        ("删除 Finance/a.docx，", "其余的以后再说"),
    ],
)
def test_talk_behind_a_wish_does_not_sway_it(wish: str, talk: str) -> None:
    both, alone = (
        READER.read(each, role=Role.ADMIN, group=False, names=KNOWN)
        for each in (f"{wish} {talk}", wish.rstrip(",."))
    )
    assert both == alone


@sweep(
    "text",
    [
        "delete a.docx from Finance. No, leave it, we need it",
        "delete a.docx. Nobody wants that",
        "should I delete a.docx? We still use it",
        "who changed it? show me the versions of a.docx",
        "rename a.docx. It's old and please delete b.docx",
        "a.docx先别动，剩下的给我删了，回头再说",
    ],
)
def test_what_takes_a_wish_back_or_is_another_is_no_talk(text: str) -> None:
    assert without_talk(text) == text


@sweep(
    "text",
    [
        "hey why cant i upload anything to 市场部 anymore",
        "my upload to 市场部 keeps failing, any idea why?",
        "市场部老是传不上去，咋回事",
        "why can't I upload to 市场部?",
        "i cannot upload any files to 市场部 since yesterday",
        "it doesn't let me upload to 市场部",
        "why do uploads fail in 市场部",
    ],
)
def test_an_upload_that_fails_shows_how_full_the_space_is(text: str) -> None:
    read = READER.read(text, role=Role.MEMBER, group=False, names=KNOWN)
    assert [(each.words, each.raw) for each in read.wishes] == [("space", {"space": "市场部"})]


@sweep(
    "text",
    [
        "市场不还能放得下3个G的视频不？我一会儿要传",
        "市场不还放得下500M吗",
        "市场部还放得下500M吗",
    ],
)
def test_whether_it_fits_is_shown_though_the_name_has_a_mistake(text: str) -> None:
    read = READER.read(text, role=Role.MEMBER, group=False, names=KNOWN)
    assert first(read) == ("quota", {"space": "市场部"})


@sweep(
    "text",
    [
        "问了半天也没弄明白，算了，我就想往市场部里传个文件，到底咋弄",
        "我就想往市场部里传个文件，咋传",
        "市场部里文件怎么弄上去",
        "我要把合同放到市场部，要怎么弄",
        "想往市场部放个视频，具体怎么操作",
        "怎么把文件弄上去",
    ],
)
def test_who_asks_how_to_upload_is_told(text: str) -> None:
    read = READER.read(text, role=Role.MEMBER, group=False, names=KNOWN)
    assert first(read) == ("help command", {"command": "store"})
