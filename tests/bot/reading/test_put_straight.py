"""What stands between a file and its new name, and formal words, are no part of what is wished."""

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
        ("光之子.mp4 发我", "光之子.mp4 发我"),
    ],
)
def test_it_is_put_straight(said: str, plain: str) -> None:
    assert put_straight(said, INDEX) == plain
