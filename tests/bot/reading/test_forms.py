"""Sentences whose form alone tells what is meant, and what nobody can have."""

from bot.reading.cannot import weekend_apart
from bot.reading.complaints import without_complaint
from bot.reading.forms import Heard, formed
from bot.reading.help_asked import typed_how
from bot.reading.names import NameIndex
from bot.reading.said import Said
from tests.sweeping import sweep

INDEX = NameIndex(["Engineering", "Finance", "Legal", "市场部"])


def meant(text: str) -> tuple[str, str]:
    """The command or what nobody can have, and the space."""
    understood = formed(Heard(Said(text), INDEX, None))
    if understood is None:
        return "", ""
    wish = understood.wishes[0]
    return understood.beyond or wish.words, next(iter(wish.raw.values()), "")


@sweep(
    ("said", "words", "space"),
    [
        ("监控人换成管理员乙", "watch", ""),
        ("市场部的提醒先交给员工甲跟吧，我这周休假", "assign", ""),
        ("Finance快满了，从市场部那边匀10个G过去行不行", "shift", ""),
        ("I'm on leave, make 管理员甲 the operator", "watch", ""),
        ("and weekend also quiet", "weekend", ""),
        ("周末也别发", "weekend", ""),
        ("which spaces nobody touch since long time?", "still", ""),
        ("哪些空间很久没人用了", "still", ""),
        ("delete Finance, but before tell me is somebody still using it", "space", "Finance"),
        ("市场部没人用了吧？没人用就删掉", "space", "市场部"),
        ("who approved the extra room for Finance?", "audit", "Finance"),
        ("扩容是谁批的", "audit", ""),
        ("传个文件老是失败，是空间满了还是文件太大了啊", "help command", "store"),
        ("视频传不上去，是不是太大了", "help command", "store"),
        ("hiya, what can you actually do lol", "help", ""),
        ("请您用中文把能办的事情一条一条讲给我听", "help", ""),
    ],
)
def test_a_form_tells_what_is_meant(said: str, words: str, space: str) -> None:
    assert meant(said) == (words, space)


@sweep(
    "said",
    ["换成我来监控", "现在由谁在监控", "delete Legal, nobody uses it", "who can approve more room"],
)
def test_what_only_sounds_so_is_weighed(said: str) -> None:
    assert meant(said) == ("", "")


def test_weekends_are_parted_from_hours() -> None:
    assert weekend_apart("晚上十点到早上八点别吵我们，周末也别发") == (
        "晚上十点到早上八点别吵我们",
        "周末也别发",
    )
    assert weekend_apart("no alerts from 8pm to 7am and on weekends")[1] == "and on weekends"
    assert weekend_apart("周末也别发") == ("周末也别发", "")


def test_who_asks_what_to_type_asks_how() -> None:
    asked = typed_how("what do I type to give a space more room")

    assert asked == "how do i give a space more room"


@sweep(
    ("said", "words", "name"),
    [
        (
            "I should be grateful if our department could be given a space of its own for the fair",
            "request space",
            "fair",
        ),
        ('can our team get own space "Fair 2025"? about 20gb', "request space", "Fair 2025, 20gb"),
        ("我们组想申请一个共享空间，名字就叫“质量管理”，20G", "request space", "质量管理, 20G"),
        ("new space pls: Expo, 30G, owner 员工乙", "space create", "Expo, 30G, owner 员工乙"),
        ("给市场部上限提到200G", "quota set", "市场部"),
        ("move it to our own space", "", ""),
    ],
)
def test_a_space_or_a_limit_is_wished_by_its_form(said: str, words: str, name: str) -> None:
    assert meant(said) == (words, name)


def test_a_complaint_before_a_wish_is_left_out() -> None:
    said = "ugh why do you keep warning us about this, we know it's full. shut up till tomorrow"

    assert without_complaint(said) == "shut up till tomorrow"
    about = "why do you keep pinging us about Finance? mute it till monday"
    assert without_complaint(about) == "mute Finance till monday"
    assert without_complaint("怎么老提醒市场部，别发了吧") == "怎么老提醒市场部，别发了吧"
    assert without_complaint("why is Finance full") == "why is Finance full"
