"""A space of which only a part of the name is said is asked about, and never left out."""

from bot.dispatch.in_part import named_in_part
from bot.drive.spaces import Space
from bot.reading import Understood, Wish
from bot.reading.strange import parts_said, strange_name
from tests.sweeping import sweep

NAMES = [
    "财务共享盘",
    "市场部",
    "Legal 法务",
    "Marketing team",
    "Marketing Archive 2024",
    "产品文档",
    "全员文件夹",
    "会议录像",
    "客户支持",
]


@sweep(
    ("said", "part", "called"),
    [
        ("财务的盘快满了吗", "财务", ["财务共享盘"]),
        ("法务还够用吗", "法务", ["Legal 法务"]),
        ("is legal nearly full", "legal", ["Legal 法务"]),
        ("tell me about marketing", "marketing", ["Marketing team", "Marketing Archive 2024"]),
        ("有哪些文件夹", "", []),
        ("the team", "", []),
        ("illegal files", "", []),
        ("send it to 员工甲 please, he has meeting in 10 min", "", []),
        ("In a meeting. Just tell me: any space going to run out", "", []),
        ("I need a link of it for our customer outside", "", []),
        ("how full is the meeting space", "meeting", ["会议录像"]),
        ("how much is left in legal, I need to upload 2 gigs", "legal", ["Legal 法务"]),
        ("会议要用，看一下还剩多少", "", []),
    ],
)
def test_a_part_of_a_name_is_found(said: str, part: str, called: list[str]) -> None:
    assert parts_said(said, NAMES) == (part, called)


@sweep(
    ("said", "name"),
    [
        ("show alert levels of Atlantis", "Atlantis"),
        ("what are the alert levels of the Atlantis space", "Atlantis"),
        ("亚特兰蒂斯的提醒级别是多少", "亚特兰蒂斯"),
        ("研发部那个空间还够用吗", "研发部"),
        ("这个空间还够用吗", ""),
        ("哪个空间快满了", ""),
        ("turn off alerts for today", ""),
        ("give me a list of spaces", ""),
        ("公司的容量", ""),
        ("上个月的趋势", ""),
    ],
)
def test_a_name_that_is_no_word_is_found_where_a_name_stands(said: str, name: str) -> None:
    assert strange_name(said) == name


async def test_a_new_name_takes_nothing_of_one_that_is_there() -> None:
    said = "a space where the legal interns work"
    spaces = [Space("1", "Legal 法务", "org", 1)]

    async def reread(_: str) -> Understood:
        return Understood("half", (Wish("space create", {"name": "Legal 法务” interns"}, 0.6),))

    assert await named_in_part(said, Understood("unsure", ()), spaces, reread) is None
