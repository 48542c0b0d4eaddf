"""What stands between a file and its new name, and formal words, are no part of what is wished."""

from bot.reading.colloquial import put_casually
from bot.reading.names import NameIndex
from bot.reading.put_straight import put_straight
from tests.sweeping import sweep

INDEX = NameIndex(["市场部", "Finance"])


@sweep(
    ("said", "plain"),
    [
        ("Finance 里 a-02.pdf 名字起得不对，改成 b.pdf", "Finance 里 a-02.pdf 改名为 b.pdf"),
        ("a.pdf 的文件名写错了，应该叫 b.pdf", "a.pdf 改名为 b.pdf"),
        ("a.pdf 命名不规范，请改为 b.pdf，然后挪到 Legal", "a.pdf 改名为 b.pdf，然后挪到 Legal"),
        ("您好，烦请将市场部之纪要.png发到本群，供各位参阅", "您好，将市场部的纪要.png发到本群"),
        ("劳烦把市场部之前的纪要发我", "把市场部之前的纪要发我"),
        ("日报别天天发了，改成每周五下午五点", "日报改成每周五下午五点"),
        ("找上周的合同，我记得是个表格", "找上周的合同"),
        ("日报别天天发了", "日报别天天发了"),
        ("把a.pdf挪到Finance归档吧，没用了", "把a.pdf挪到Finance吧，没用了"),
        ("把a.pdf挪到Finance/归档", "把a.pdf挪到Finance/归档"),
        ("删了吧没用了", "删了吧，没用了"),
        ("不对吧不是这个", "不对吧不是这个"),
        ("Legal反正是空的，删了算了", "Legal反正是空的，删了"),
        ("算了", "算了"),
        ("我记得有个a.pdf", "找一下a.pdf"),
        ("我记得有个a.pdf，帮我找一下", "找一下a.pdf，帮我找一下"),
        ("Finance里啥东西最占地方，给我看前5个", "Finance里什么东西最占地方，前5个"),
        ("光之子.mp4 发我", "光之子.mp4 发我"),
    ],
)
def test_it_is_put_straight(said: str, plain: str) -> None:
    assert put_straight(said, INDEX) == plain


@sweep(
    ("said", "plain"),
    [
        ("chuck out the first one", "delete the first one"),
        ("can you toss photo-08.docx out?", "can you delete photo-08.docx?"),
        ("ok ditch number 3, it's on tape", "ok delete number 3, it's on tape"),
        ("chuck the first one into Finance", "move the first one to Finance"),
        ("drop number 2 in Finance too please", "copy number 2 to Finance please"),
        (
            "the second one pls, can you drop it in Legal as well",
            "can you copy the second one to Legal",
        ),
        ("report-02.pdf, can you send it to me", "can you send report-02.pdf to me"),
        ("the first one, delete it please", "delete the first one please"),
        ("copy the second one to Finance too", "copy the second one to Finance"),
        ("Legal needs 50 gigs or so more", "Legal needs 50 gigs more"),
        ("we need 20ish gb, give or take", "we need 20 gb, give or take"),
        ("move the first one over to Finance", "move the first one over to Finance"),
        ("scrap that", "scrap that"),
        ("bin Finance/photo-08.docx", "bin Finance/photo-08.docx"),
        ("bin it, it's outdated", "delete it, it's outdated"),
        ("what's been added to Finance lately", "what was added to Finance lately"),
        ("where did a-02.pdf go? it was in Finance", "where is a-02.pdf? it was in Finance"),
        ('rename a.pdf to "ditch number 3"', 'rename a.pdf to "ditch number 3"'),
        (
            "who can see a-02.pdf? hide it from outsiders",
            "who can see a-02.pdf? hide it from outsiders",
        ),
        ("第二个也放到 Finance", "第二个也放到 Finance"),
    ],
)
def test_what_is_said_casually_is_put_plainly(said: str, plain: str) -> None:
    assert put_casually(said) == plain
