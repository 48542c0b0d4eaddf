"""What a sentence says beside its wish is left out, and what it is about is still read."""

import pytest

from bot.reading.beside import bare, is_beside
from bot.reading.file_names import files
from bot.reading.filling_files import rows_between
from bot.reading.people import person
from bot.reading.rules import rule_said
from bot.reading.said import Said
from bot.reading.searched import searched_file
from bot.reading.spelling import Spelling
from tests.sweeping import sweep


@sweep(
    ("said", "wish"),
    [
        ("文件事件关了，太烧次数", "文件事件关了"),
        ("今天在盘点，先冻结一切修改", "今天 先冻结一切修改"),
        ("汇总不用再发了，没人看", "汇总不用再发了"),
        ("3号那条规矩太严了，拿掉吧", "3号那条规矩 拿掉吧"),
        ("李雷调走了，合同.pdf别让他看了", "李雷 合同.pdf别让他看了"),
        ("hr 的提醒关了，其他的留着", "hr 的提醒关了"),
        ("跟领导说一声，给市场部加5个G", "给市场部加5个g"),
        ("老板催得紧，赶紧给市场部加点", "赶紧给市场部加点"),
    ],
)
def test_why_something_is_wished_is_left_out(said: str, wish: str) -> None:
    assert bare(Said(said).copy) == wish


@sweep(
    "said",
    [
        "把市场部删了，再建个新的",
        "删市场部，开玩笑的",
        "还没想好，市场部要不要删",
        "如果没人用，就删掉市场部",
        "删市场部，算了",
        "1号批了，2号拒了",
        "delete Finance, nobody uses it",
    ],
)
def test_what_may_speak_against_a_wish_is_kept(said: str) -> None:
    copy = Said(said).copy

    assert bare(copy) == copy


@sweep(
    ("said", "name"),
    [
        ("让王小明能编辑", "王小明"),
        ("给陈静编辑权限", "陈静"),
        ("赵敏得能看", "赵敏"),
        ("给李雷三天", "李雷"),
        ("拉李雷一起当管理员", "李雷"),
        ("我下周休假", ""),
        ("时间到了", ""),
    ],
)
def test_people_end_where_their_names_do(said: str, name: str) -> None:
    assert person(Said(said), (), Spelling(())) == name


@sweep(
    ("said", "name"),
    [
        ("想编辑一下方案.docx", "方案.docx"),
        ("王小明要看合同.pdf", "合同.pdf"),
        ("我怎么看文件合同.pdf", "合同.pdf"),
        ("那份客户打开率.xlsx", "客户打开率.xlsx"),
    ],
)
def test_a_file_begins_behind_what_is_done_to_it(said: str, name: str) -> None:
    assert [found.text for found in files(Said(said).copy)] == [name]


@sweep(
    ("said", "rows"),
    [("第2到第4个删掉", "2 3 4"), ("第4到第2个", ""), ("第三个", "")],
)
def test_rows_are_counted_together(said: str, rows: str) -> None:
    assert rows_between(Said(said).copy) == rows


@sweep(
    ("said", "words"),
    [
        ("帮我找一下跟客户签的合同", "合同"),
        ("去年签的那份合同放哪了", "合同"),
        ("小王上次发的投标书还能搜到吗", "投标书"),
        ("找找看有没有年会的照片", "年会"),
        ("咱们的发票都存哪了", "发票"),
        ("where's the file with 合同 in its name, anyone seen it", "合同"),
        ("the doc that has budget in the title", "budget"),
        ("do we have a document about insurance somewhere", "insurance"),
        ("search for the file minutes", "minutes"),
        ("which folder is the fire plan in", "fire plan"),
        ("who knows where the key list is", "key list"),
        ("anything called roadmap in here", "roadmap"),
    ],
)
def test_a_file_is_searched_for_by_what_it_is(said: str, words: str) -> None:
    assert searched_file(Said(said), ()) == words


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("以后只有管理员能建空间", "space create members everywhere deny"),
        ("成员在这个群里不许删文件", "file delete members here deny"),
        ("普通员工建文件夹得先经过批准", "folder create members everywhere ask"),
        ("only admins may create spaces", "space create members everywhere deny"),
        ("不让李雷删文件", ""),
    ],
)
def test_a_rule_is_read_where_all_of_it_was_said(said: str, rule: str) -> None:
    assert rule_said(Said(said).copy) == rule


@sweep(
    ("said", "beside"),
    [
        ("市场部还是快爆了，跟领导说一声", True),
        ("给我们再加5个G呗", False),
        ("市场部还剩多少", False),
        ("my boss is waiting", False),
    ],
)
def test_a_part_that_wishes_nothing_is_no_half_of_two_wishes(said: str, *, beside: bool) -> None:
    assert is_beside(Said(said).copy) is beside
