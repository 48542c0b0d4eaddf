"""Two wishes in one sentence are told apart, and several names of new spaces."""

from bot.dispatch.several_spaces import said_of_each
from bot.dispatch.two_wishes import asks_admins, halves, new_names, of_its_space, only_shows
from bot.reading import Wish
from tests.sweeping import sweep

NAMES = ["Finance", "Legal", "市场部", "设计资料"]


@sweep(
    ("text", "first", "second"),
    [
        ("which grew most? and which are full", "which grew most?", "which are full"),
        (
            "who deleted it, and how many calls are left",
            "who deleted it",
            "how many calls are left",
        ),
        ("list the spaces and show the admins", "list the spaces", "show the admins"),
        ("把最小的三个列出来,顺便说说总共用了多少", "把最小的三个列出来", "说说总共用了多少"),
        ("把市场部设为500G，顺便提醒我", "把市场部设为500G", "提醒我"),
        ("看看财务还剩多少。另外谁是管理员", "看看财务还剩多少", "谁是管理员"),
    ],
)
def test_a_sentence_is_parted_where_another_wish_may_begin(
    text: str, first: str, second: str
) -> None:
    assert (first, second) in [(one, other) for one, other, _ in halves(text)]


@sweep(
    "text",
    [
        "list all spaces",
        "Finance and Legal",
        "财务和法务",
        "a, b",
        "",
        "hm? " * 400,
        "let Bob see a.docx until friday",
        "设计资料的回收站里还有没有上周删的东西",
        "no alerts between 8 in the evening and 7:30 in the morning",
    ],
)
def test_what_wishes_one_thing_is_not_parted(text: str) -> None:
    assert list(halves(text)) == []


@sweep(
    ("text", "names"),
    [
        ("新建两个空间:法务合同 和 招投标", ("法务合同", "招投标")),
        ("建三个盘，甲、乙和丙", ("甲", "乙", "丙")),
        ("create two spaces: Audit and Legal 2027", ("Audit", "Legal 2027")),
        ("create spaces Alpha, Beta and Gamma", ("Alpha", "Beta", "Gamma")),
        ("新建空间 和平", ()),
        ("新建一个叫培训和发展的空间", ()),
        ("create a space called Research and Development", ()),
        ("create two spaces", ()),
    ],
)
def test_several_new_spaces_are_named(text: str, names: tuple[str, ...]) -> None:
    assert new_names(text) == names


@sweep(
    ("text", "is_only"),
    [
        ("帮我列一下", True),
        ("列个清单给我看看", True),
        ("麻烦发给我看看吧", True),
        ("please list them", True),
        ("list them here", True),
        ("帮我列一下成员", False),
        ("list my requests", False),
        ("删一下", False),
        ("", False),
    ],
)
def test_what_only_asks_to_be_shown_is_no_second_wish(text: str, *, is_only: bool) -> None:
    assert only_shows(text) is is_only


def test_asking_the_admins_is_no_second_wish_behind_a_request() -> None:
    for said in ("please ask the admins", "can someone tell the admin team", "麻烦问一下管理员"):
        assert asks_admins(said), said
    for said in ("ask the admins who deleted it", "add Bob to the admins", "管理员是谁"):
        assert not asks_admins(said), said


@sweep(
    ("text", "alone", "rest"),
    [
        (
            "duplicates in Finance and Legal",
            ("duplicates in Finance", "duplicates in Legal"),
            "duplicates in Legal",
        ),
        ("给市场部和设计资料各加5G", ("给市场部各加5G", "给设计资料各加5G"), "给设计资料各加5G"),
        (
            "mute Finance, Legal and the 市场部 please",
            ("mute Finance please", "mute Legal please", "mute 市场部 please"),
            "mute Legal and the 市场部 please",
        ),
    ],
)
def test_what_is_said_of_several_spaces_is_said_of_each(
    text: str, alone: tuple[str, ...], rest: str
) -> None:
    each = said_of_each(text, NAMES)

    assert each is not None
    assert (each.alone, each.rest) == (alone, rest)


@sweep(
    "text",
    [
        "move a.pdf from Finance to Legal",
        "Finance or Legal?",
        "how full is Finance",
        "Legal 和 法务",
    ],
)
def test_nothing_else_is_said_of_several_spaces(text: str) -> None:
    assert said_of_each(text, NAMES) is None


def test_what_is_snoozed_behind_a_taken_alert_is_its_space() -> None:
    taken, until = Wish("alert take", {"space": "Finance"}), {"until": "明天"}
    legal = Wish("alert snooze", {"space": "Legal", **until})

    assert of_its_space(taken, Wish("alert snooze", until)) == Wish(
        "alert snooze", {"space": "Finance", **until}
    )
    assert of_its_space(taken, legal) == legal
    assert of_its_space(Wish("space"), Wish("alert snooze", until)) == Wish("alert snooze", until)
    assert of_its_space(taken, None) is None
