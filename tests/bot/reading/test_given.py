"""What Chinese gives to somebody who is named, and what is never the name of something new."""

from bot.access import Role
from bot.reading import Reader
from bot.reading.said import Said
from bot.reading.searched import searched_file
from bot.reading.taken_back import taken_back
from bot.reading.texts import new_name
from bot.routing import Routes
from bot.sessions import LastAnswer
from handlers import ROUTERS
from tests.bot.reading.test_reader import named
from tests.phrases.measure import About
from tests.sweeping import sweep

READER = Reader(Routes(ROUTERS))
SPACES = named("Finance", "Engineering", "市场部")


@sweep(
    ("said", "raw"),
    [
        ("让员工甲能看第一个文件夹，到下周五为止", ("员工甲", "可查看", "1", "下周五")),
        ("让员工甲能看资料 Material那个文件夹", ("员工甲", "可查看", "资料 Material")),
        (
            "给员工甲Engineering的资料文件夹开个编辑权限，两周",
            ("员工甲", "可编辑", "Engineering/资料", "两周"),
        ),
        ("让员工乙能改Finance里的东西，就三天", ("员工乙", "可编辑", "Finance", "三天")),
        ("把员工乙对Finance的编辑权限改成只读", ("员工乙", "可查看", "Finance")),
        (
            "Finance那个report-02.pdf给员工甲也看看，只能看不能改哈",
            ("员工甲", "可查看", "Finance/report-02.pdf"),
        ),
        ("让员工甲看一下市场部", ("员工甲", "可查看", "市场部")),
        ("给王磊Finance的只读权限", ("王磊", "可查看", "Finance")),
        ("员工甲也要能往市场部里传文件", ("员工甲", "可编辑", "市场部")),
        (
            "Let 员工甲 edit the files in Engineering, but only until the end of the month",
            ("员工甲", "can edit", "Engineering", "until the end of the month"),
        ),
        (
            "员工乙 may edit Engineering/资料 Material until he is back on Dec 3",
            ("员工乙", "can edit", "Engineering/资料 Material", "on dec 3"),
        ),
        (
            "员工乙 should be able to read 资料 Material in Finance for two weeks",
            ("员工乙", "can view", "Finance/资料 Material", "for 2 weeks"),
        ),
        (
            "给员工甲开一下合同文件夹的查看权限，到月底就收回",
            ("员工甲", "可查看", "合同", "月底"),
        ),
        ("让员工甲编辑方案文件夹，一周后自动取消", ("员工甲", "可编辑", "方案", "一周")),
        ("让员工甲看一下合同文件夹，到下周五", ("员工甲", "可查看", "合同", "下周五")),
        ("给员工甲看合同，到12月5号", ("员工甲", "可查看", "合同", "12月5号")),
        ("给员工甲看 a-03.xlsx，只读，三天", ("员工甲", "可查看", "a-03.xlsx", "三天")),
        (
            "让员工甲能编辑 a-03.xlsx，下周五下班后帮我关掉",
            ("员工甲", "可编辑", "a-03.xlsx", "下周五"),
        ),
    ],
)
def test_whoever_is_named_is_given_it(said: str, raw: tuple[str, ...]) -> None:
    found = READER.read(said, role=Role.ADMIN, group=True, names=SPACES)

    assert (found.certainty, found.wishes[0].words) == ("sure", "grant"), said
    assert tuple(found.wishes[0].raw.values()) == raw


@sweep(
    ("said", "raw"),
    [
        ("把员工乙加进去，让她能编辑就成", ("员工乙", "可编辑", "市场部")),
        ("把员工甲和员工乙都拉进来，只读就行", ("员工甲, 员工乙", "可查看", "市场部")),
        ("add Ann to it as editor", ("Ann", "can edit", "市场部")),
    ],
)
def test_somebody_is_let_into_the_space_of_the_last_answer(said: str, raw: tuple[str, ...]) -> None:
    shown = About("space", {"space": "市场部"})
    found = READER.read(said, role=Role.ADMIN, group=True, names=SPACES, topic=shown)

    assert (found.certainty, found.wishes[0].words) == ("sure", "grant")
    assert tuple(found.wishes[0].raw.values()) == raw


@sweep(
    "said",
    [
        "我想要Finance的编辑权限",
        "给我开Finance的只读权限",
        "别让员工甲能看Finance",
        "员工甲能看Finance吗",
        "把给员工甲的Finance编辑权限收回来",
    ],
)
def test_nothing_else_is_given(said: str) -> None:
    found = READER.read(said, role=Role.ADMIN, group=True, names=SPACES)

    assert (found.certainty, found.wishes[0].words) != ("sure", "grant")


@sweep(
    ("said", "name"),
    [
        ("新建文件夹，到下周五为止", ""),
        ("建个文件夹，两周", ""),
        ("要个文件夹，就三天", ""),
        ("想要个空间，找谁批", ""),
        ("我进不去，想要个只读权限", ""),
        ("新建文件夹 12月", "12月"),
        ("新建空间 权限管理", "权限管理"),
        ("想要一个放团建照片的空间", "团建照片"),
    ],
)
def test_how_long_and_who_decides_are_no_names(said: str, name: str) -> None:
    assert new_name(Said(said), ()) == name


@sweep(
    ("said", "name"),
    [
        ("建个空间叫年会筹备，给20个G", "年会筹备"),
        ("帮我建一个空间，名字叫年会筹备，容量20GB", "年会筹备"),
        ("新建个盘叫做采购", "采购"),
    ],
)
def test_a_space_is_made_at_once_that_is_named(said: str, name: str) -> None:
    found = READER.read(said, role=Role.ADMIN, group=True, names=SPACES)

    assert (found.certainty, found.wishes[0].words) == ("sure", "space create")
    assert found.wishes[0].raw == {"name": name}


def test_a_word_for_a_file_is_not_searched_for() -> None:
    assert searched_file(Said("帮我找一下预算那个表格"), ()) == "预算"


@sweep(
    ("said", "words", "role"),
    [
        (
            "actually she should only be able to look at them, not change anything",
            "grant",
            "can view",
        ),
        ("Ann should only read", "grant", "can view"),
        ("只让她看就行", "grant", "可查看"),
        ("不对，只能下载", "grant", "可下载"),
        ("take it away from her again", "revoke", ""),
        ("Bob should only read", "", ""),
        ("find only pdf", "", ""),
        ("只看市场部", "", ""),
    ],
)
def test_what_was_just_given_is_given_otherwise(said: str, words: str, role: str) -> None:
    given = {"person": "Ann", "role": "can edit", "place": "Plans", "time": "2 weeks"}
    found = taken_back(Said(said).copy, LastAnswer("grant", given, 0, "card1"))

    assert (found.words if found else "", found.raw.get("role", "") if found else "") == (
        words,
        role,
    )
    assert not role or (found and found.raw["time"] == "2 weeks")
