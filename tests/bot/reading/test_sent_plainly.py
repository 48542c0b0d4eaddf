"""Who plainly wants a file, and from which space."""

from bot.reading.cutting import parts_of
from bot.reading.names import NameIndex
from bot.reading.said import Said
from bot.reading.sent_plainly import sent_plainly
from bot.reading.understood import Wish
from tests.bot.reading.test_files_plainly import Open
from tests.sweeping import sweep

INDEX = NameIndex(["Finance", "客户支持"])


def wished(text: str, topic: Open | None = None) -> Wish | None:
    said = Said(text)
    return sent_plainly(said, parts_of(said, INDEX), topic)


@sweep(
    ("text", "file"),
    [
        ("客户支持里那个PPT发我一下", "客户支持/PPT"),
        ("客户支持里的slides-04发我", "客户支持/slides-04"),
        ("能不能把客户支持的slides-04发给我看看", "客户支持/slides-04"),
        ("麻烦把客户支持的合同表格发给我，急用", "客户支持/合同表格"),
        ("给我发一下Finance里的预算.xlsx", "Finance/预算.xlsx"),
        ("Finance里头的幻灯片给我发一份，开会要用", "Finance/幻灯片"),
        ("can you send me the slides from Finance", "Finance/slides"),
        ("send me the budget spreadsheet in Finance please", "Finance/budget spreadsheet"),
    ],
)
def test_a_file_of_a_space_is_sent(text: str, file: str) -> None:
    assert wished(text) == Wish("file send", {"file": file}, 1.0)


def test_it_goes_where_it_is_said_to() -> None:
    wish = wished("把客户支持里那个PPT发到群里")

    assert wish == Wish("file send here", {"file": "客户支持/PPT"}, 1.0)


def test_a_kind_of_file_behind_a_list_is_sent_and_without_one_looked_for() -> None:
    shown = Open("files", {"place": "Finance"})

    assert wished("那个PPT发我一下", shown) == Wish("file send", {"file": "PPT"}, 1.0)
    assert wished("那个PPT发我一下") == Wish("find", {"words": "PPT"}, 1.0)


def test_what_is_called_otherwise_is_looked_for() -> None:
    assert wished("客户支持里的报价单发我") == Wish("find", {"words": "客户支持里的报价单"}, 1.0)


@sweep(
    "text",
    [
        "客户支持的周报发我",
        "每天把客户支持的用量发给我",
        "客户支持满了发我",
        "别把客户支持的合同表格发给我",
        "客户支持方案发我一下",
        "把第二个发我",
        "send me the numbers from Finance",
        "send me Finance",
        "老板发我一个PPT让我看看",
        "把合同.pdf发到群里，小王等着要",
    ],
)
def test_what_is_no_file_is_weighed(text: str) -> None:
    assert wished(text) is None
