"""A new space with a size or a manager said behind its name is one wish."""

from bot.reading.made import made
from bot.reading.said import Said
from tests.sweeping import sweep


@sweep(
    ("said", "name"),
    [
        ("新开个盘叫华东展会筹备，给20G，让员工乙负责", "华东展会筹备，给20G，让员工乙负责"),
        ("建个华东展会筹备的盘，20G，员工乙管", "华东展会筹备，20G，员工乙管"),
        (
            "make a new space for the Berlin office with 20 gigs and put 员工甲 in charge of it",
            "Berlin office, with 20 gigs and put 员工甲 in charge of it",
        ),
        ("create a space Lisbon for 员工甲 with 10 GB", "Lisbon for 员工甲 with 10 GB"),
        ("we need a drive called Q3, managed by Tom", "Q3, managed by Tom"),
        (
            "赶紧建个空间叫年会筹备，50G，给员工甲和员工乙都开上编辑权限",
            "年会筹备，50G，给员工甲和员工乙都开上编辑权限",
        ),
        ("帮我建一个项目空间，叫蓝鲸计划，限额30G", "蓝鲸计划，限额30G"),
        (
            "先建个“双十一复盘”，上限给30G，再把员工乙拉进去",
            "双十一复盘，上限给30G，再把员工乙拉进去",
        ),
        ("将“季度汇报”空间建立，配额15GB", "季度汇报，配额15GB"),
        ("建个双十一复盘，上限30G", "双十一复盘，上限30G"),
        ("给新项目建个空间，叫“二期”，负责人写员工乙", "二期，负责人写员工乙"),
        ("make me a new space for the Paris team please", "Paris team"),
        ("can you set up a drive for our Tokyo sales guys", "Tokyo sales guys"),
        ("open a space for the new product launch", "new product launch"),
    ],
)
def test_what_is_said_of_a_new_space_goes_with_its_name(said: str, name: str) -> None:
    wish = made(Said(said))

    assert wish is not None
    assert wish.raw == {"name": name}


@sweep(
    "said",
    [
        "新开个盘叫华东，给20G，算了",
        "如果新开个盘叫华东，给20G",
        "老板说新开个盘叫华东，给20G",
        "建个文件夹叫年会，20G",
        "make a space for Berlin with 20 gigs or maybe not",
        "create a space with 20 GB",
        "make a space for us",
        "make a new space for the reports that Ann uploads",
        "open the space for the Paris team",
        "open Finance with 20 GB",
        "新建空间 华东",
        "建个“年会”文件夹，20G",
        "弄个提醒，80%",
    ],
)
def test_what_is_no_plain_wish_for_a_named_space_is_weighed(said: str) -> None:
    assert made(Said(said)) is None
