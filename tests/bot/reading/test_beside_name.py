"""What stands before the name of a file, or behind a list of them, and is no name."""

from bot.reading.beside_name import alone, beside_name, without_aside
from bot.reading.row_changed import row_changed
from bot.reading.said import Said
from bot.reading.understood import Wish
from tests.bot.reading.test_files_plainly import Open
from tests.sweeping import sweep


@sweep(
    ("text", "file"),
    [
        ("不要删除合同-03.xlsx", "合同-03.xlsx"),
        ("先别动 Plan.docx 了", "Plan.docx"),
        ("请勿移动photo-08.docx", "photo-08.docx"),
    ],
)
def test_what_is_not_to_be_done_to_a_file_is_no_wish(text: str, file: str) -> None:
    understood = beside_name(Said(text), Open("files", {"place": "Finance"}))

    assert understood is not None
    assert understood.caution == "negation"
    assert understood.wishes == (Wish("help"), Wish("file", {"file": file}))


def test_one_alone_comes_back() -> None:
    understood = beside_name(Said("只恢复合同-03.xlsx就行"), None)

    assert understood is not None
    assert understood.wishes == (Wish("bin restore", {"items": "合同-03.xlsx"}, 1.0),)


@sweep(
    ("text", "wish"),
    [
        ("只删合同-03.xlsx", "删合同-03.xlsx"),
        ("只读的合同-03.xlsx", "只读的合同-03.xlsx"),
        ("只发提醒", "只发提醒"),
    ],
)
def test_one_alone_is_wished_as_one_is(text: str, wish: str) -> None:
    assert alone(text) == wish
    assert beside_name(Said(text), None) is None


@sweep(
    ("text", "wish"),
    [
        ("每个月1号发个汇总，别天天发了", "每个月1号发个汇总"),
        ("每周五下午4点发周报，不用每天都发。", "每周五下午4点发周报"),
        ("日报停了吧，不用天天发", "日报停了吧，不用天天发"),
    ],
)
def test_what_need_not_be_every_day_is_said_beside(text: str, wish: str) -> None:
    assert without_aside(text) == wish


@sweep(
    ("text", "row"),
    [
        ("第3个谁最后改的", "3"),
        ("第二个文件最后是谁动过，有历史版本吗", "2"),
        ("第3个发给我", None),
        ("第3个空间谁最后改的", None),
    ],
)
def test_who_changed_a_row_is_told_by_that_file(text: str, row: str | None) -> None:
    wish = Wish("file", {"file": row}, 1.0) if row else None

    assert row_changed(Said(text), Open("files", {"place": "Finance"})) == wish
    assert row_changed(Said(text), Open("spaces", {})) is None
