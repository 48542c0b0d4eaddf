"""What is asked of room and growth is read by its form."""

from types import SimpleNamespace

from bot.dispatch.picked_by import picking_untaken
from bot.reading.cutting import parts_of
from bot.reading.names import NameIndex
from bot.reading.room_asked import room_asked
from bot.reading.said import Said
from bot.reading.taken_on import taken_on
from bot.reading.understood import Wish
from tests.sweeping import sweep

INDEX = NameIndex(["Engineering", "Finance", "Legal", "市场部", "设计资料"])
SHOWN = SimpleNamespace(words="quota", raw={"space": "Finance"}, page=1)


def asked(text: str) -> Wish | None:
    said = Said(text)
    return room_asked(said, parts_of(said, INDEX), SHOWN)


@sweep(
    ("said", "words", "raw"),
    [
        ("which spaces still have plenty of room?", "spaces", {"words": "most room first"}),
        ("设计资料最近一个月涨了多少啊", "alert trend", {"space": "设计资料"}),
        ("设计资料30天涨了多少", "alert trend", {"space": "设计资料"}),
        ("how fast did Legal grow over the last month", "alert trend", {"space": "Legal"}),
        ("哪个空间剩得最多", "spaces", {"words": "most room first"}),
        ("我有个30G的视频要传，哪个空间还放得下", "spaces", {"words": "most room first"}),
        ("剩余超过30G的空间有哪些", "spaces", {"words": "most room first"}),
        ("30G的视频放哪个空间合适", "spaces", {"words": "most room first"}),
        ("where can I put a 30 GB video", "spaces", {"words": "most room first"}),
        ("which spaces have more than 30 GB free", "spaces", {"words": "most room first"}),
        ("哪个空间还有富余", "spaces", {"words": "most room first"}),
        ("what runs out in two weeks", "quota top", {"growing": "full within 14 days"}),
        ("show me all spaces full within 27 days", "quota top", {"growing": "full within 27 days"}),
        ("will we run out of room within a week", "quota top", {"growing": "full within 7 days"}),
        ("any space going to run out this week", "quota top", {"growing": "full within 7 days"}),
        ("有没有哪个空间月底前会满的", "quota top", {"growing": "full within 30 days"}),
        (
            "compare Finance with Legal, which one grew more",
            "quota top",
            {"growing": 'growing "Finance" or "Legal"'},
        ),
        ("这两个哪个涨得更快", "quota top", {"growing": "growing"}),
        ("and is it gonna last us till the end of the month?", "quota", {"space": "Finance"}),
        ("够撑到月底吗", "quota", {"space": "Finance"}),
        ("and 市场部, it is better?", "quota", {"space": "市场部"}),
    ],
)
def test_what_is_asked_of_room_is_shown(said: str, words: str, raw: dict[str, str]) -> None:
    assert asked(said) == Wish(words, raw, 1.0)


@sweep(
    "said",
    [
        "哪些空间剩余不到1G",
        "which spaces use more than 30 GB",
        "哪个申请要30G",
        "市场部这个月上限涨了多少",
        "哪个空间涨了30G",
    ],
)
def test_what_is_used_or_wished_is_no_room_to_put_things(said: str) -> None:
    assert asked(said) is None


def test_how_much_is_to_be_stored_limits_no_list() -> None:
    room = {"words": "most room first"}

    assert picking_untaken("spaces", "哪个空间放得下30G", room) == "30G"
    assert not picking_untaken("spaces", "哪个空间剩得最多", room)
    assert not picking_untaken("spaces", "超过30G的空间", {"words": "over 30 GB"})


@sweep(
    ("said", "space"),
    [
        ("that alert about 市场部, I'm on it", "市场部"),
        ("I'll look after the alert of Finance", "Finance"),
        ("I got the Finance alert", "Finance"),
        ("I'm on the Finance alert, stop bugging us till tomorrow", ""),
        ("I'm working on Finance", ""),
        ("the alert of Finance, who's on it?", ""),
    ],
)
def test_who_says_so_takes_the_alert(said: str, space: str) -> None:
    copy = Said(said)
    wish = Wish("alert take", {"space": space}, 1.0) if space else None
    assert taken_on(copy, parts_of(copy, INDEX)) == wish


@sweep("said", ["tell me if any space runs out this week", "which spaces are full", "市场部满了"])
def test_anything_else_is_weighed(said: str) -> None:
    assert asked(said) is None
