"""What is plain about files by its form, and what only looks so."""

from dataclasses import dataclass, field

from bot.dispatch.meant_another import meant_another, renamed_otherwise
from bot.files.placed import placed_folder
from bot.reading.cutting import parts_of
from bot.reading.files_plainly import files_plainly
from bot.reading.first_rows import first_rows
from bot.reading.names import NameIndex
from bot.reading.put_plainly import put_plainly
from bot.reading.said import Said
from bot.reading.understood import Wish
from bot.reading.version_back import version_back
from bot.sessions import LastAnswer
from tests.sweeping import sweep

INDEX = NameIndex(["Finance", "客户支持"])


@dataclass(frozen=True)
class Open:
    words: str = "file"
    raw: dict[str, str] = field(default_factory=lambda: {"file": "纪要-05.png"})
    page: int = 1


def wished(text: str) -> Wish | None:
    said = Said(text)
    return files_plainly(said, parts_of(said, INDEX, shown=True), Open())


@sweep(
    ("text", "words"),
    [
        ("麻烦帮我把客户支持里面那个纪要找出来，我记得是张图片", "客户支持里的纪要"),
        ("在客户支持里找一下纪要这个文件", "客户支持里的纪要"),
        (
            "can you dig out the minutes from 客户支持 for me, it was a picture",
            "minutes in 客户支持",
        ),
        ("i am looking for the budget draft somewhere in Finance", "budget draft in Finance"),
        ("any slides in finance?", "slides in Finance"),
        (
            "hey, do you know if there are any invoices in Finance, by any chance?",
            "invoices in Finance",
        ),
        ("got any pdfs in the Finance space?", "pdf in Finance"),
        (
            "heya is there by chance an invoice form somewhere in Finance?",
            "invoice form in Finance",
        ),
        ("do we have any photos in 客户支持, need one for the newsletter", "photos in 客户支持"),
        ("does Finance have a travel budget", "travel budget in Finance"),
        ("Finance里有PPT吗", "PPT in Finance"),
        ("客户支持里面有没有海报啊", "客户支持里的海报"),
    ],
)
def test_what_is_looked_for_in_a_space(text: str, words: str) -> None:
    found = wished(text)

    assert found == Wish("find", {"words": words}, 1.0)


@sweep(
    ("text", "raw"),
    [
        ("这名字看不懂，帮我改成三月例会纪要", {"file": "纪要-05.png", "name": "三月例会纪要"}),
        ("rename it to March minutes please", {"file": "纪要-05.png", "name": "March minutes"}),
        ("把名字改成三月.v2.png吧。", {"file": "纪要-05.png", "name": "三月.v2.png"}),
        ("hm, it should be called Budget", {"file": "纪要-05.png", "name": "Budget"}),
        (
            "还是挪到客户支持的归档文件夹里去吧，放这儿不合适",
            {"files": "纪要-05.png", "place": "客户支持/归档"},
        ),
        ("放到Finance吧", {"files": "纪要-05.png", "place": "Finance"}),
    ],
)
def test_the_open_file_is_meant(text: str, raw: dict[str, str]) -> None:
    found = wished(text)

    assert found is not None
    assert found.raw == raw


@sweep(
    ("text", "file", "name"),
    [
        ("合同-03.xlsx 改名叫合同终稿", "合同-03.xlsx", "合同终稿"),
        ("把数据-07改名叫销售数据", "数据-07", "销售数据"),
        ("数据-07改成销售数据吧", "数据-07", "销售数据"),
        ("合同-03.xlsx应该叫合同终稿吧", "合同-03.xlsx", "合同终稿"),
        ("slides-04.pptx 这个 改名叫会议纪要", "slides-04.pptx", "会议纪要"),
        ("slides-04.pptx should be called Budget", "slides-04.pptx", "Budget"),
        ("about slides-04.pptx, it should be called Budget", "slides-04.pptx", "Budget"),
        ("slides-04.pptx: rename it to Budget please", "slides-04.pptx", "Budget"),
    ],
)
def test_a_file_that_is_named_wins_over_the_open_one(text: str, file: str, name: str) -> None:
    assert wished(text) == Wish("file rename", {"file": file, "name": name}, 1.0)


@sweep(
    "text",
    [
        "那份纪要 改名叫会议纪要",
        "第三个 改名叫会议纪要",
        "slides-04.pptx 和 合同-03.xlsx 改名叫会议纪要",
        "Finance 改名叫会议纪要",
    ],
)
def test_the_open_file_is_not_meant_where_another_is_said(text: str) -> None:
    assert wished(text) is None


@sweep(
    "text",
    [
        "find the biggest files in Finance",
        "find big files in Finance",
        "look for doubles in Finance",
        "在Finance里找不到东西",
        "any space in Finance?",
        "is there any more room in Finance",
        "any news in Finance?",
        "any duplicates in Finance",
        "do we have any old stuff in Finance",
        "Finance has a party on Friday",
        "any slides in Finance that nobody needs, delete them",
        "客户支持有空间吗",
        "客户支持有没有一模一样的文件",
        "客户支持里有合同",
        "改成每天下午五点",
        "改成英文",
        "领导说改成三月例会纪要",
        "如果挪到Finance会怎样",
        "I'd call that a disaster",
    ],
)
def test_what_only_looks_so_is_weighed(text: str) -> None:
    assert wished(text) is None


@sweep(
    ("text", "rows"),
    [
        ("bin the top two", "1 2"),
        ("ok, delete the first three of those please", "1 2 3"),
        ("前两个删了吧", "1 2"),
        ("帮我删掉前三个文件", "1 2 3"),
    ],
)
def test_the_first_rows_of_a_list_of_files(text: str, rows: str) -> None:
    assert first_rows(Said(text), Open("largest", {"space": "Finance"})) == Wish(
        "file delete", {"files": rows}, 1.0
    )
    assert first_rows(Said(text), Open("spaces", {})) is None


@sweep(
    ("text", "file", "place"),
    [
        ("chuck photo-08.docx in the Material folder", "photo-08.docx", "the Material folder"),
        (
            "please throw 数据-07.zip into the folder Old stuff",
            "数据-07.zip",
            "the Old stuff folder",
        ),
        (
            "can you stick that report-02.pdf under our 资料 folder please",
            "report-02.pdf",
            "the 资料 folder",
        ),
    ],
)
def test_a_file_is_put_into_a_folder_by_any_verb(text: str, file: str, place: str) -> None:
    said = Said(text)
    wish = Wish("file move", {"files": file, "place": place}, 1.0)

    assert put_plainly(said, parts_of(said, INDEX, shown=True)) == wish
    thrown = Said(f"throw {file} away")
    assert put_plainly(thrown, parts_of(thrown, INDEX, shown=True)) is None


@sweep(
    ("text", "version"),
    [
        ("restore the second", "2"),
        ("actually i need the second one back", "2"),
        ("go back to version 3 please", "3"),
        ("恢复第二个", "2"),
        ("第三个给我恢复一下吧", "3"),
    ],
)
def test_a_row_of_the_list_of_versions_comes_back(text: str, version: str) -> None:
    shown = Open("versions", {"file": "a.docx"})
    wish = Wish("version restore", {"file": "a.docx", "version": version}, 1.0)

    assert version_back(Said(text), shown) == wish
    assert version_back(Said(text), Open("bin", {})) is None
    assert version_back(Said(f"{text}, or rather not"), shown) is None


@sweep(
    ("text", "meant"),
    [
        ("hmm no sorry, i meant the slides", "slides"),
        ("oops, wrong one, I meant slides-04.pptx please", "slides-04.pptx"),
        ("不对，我说的是合同那个", "合同"),
        ("meant to ask: how full is it", ""),
        ("what do you mean", ""),
    ],
)
def test_another_file_is_meant(text: str, meant: str) -> None:
    assert meant_another(text) == meant


@sweep(
    ("said", "place", "name"),
    [
        ("into the 资料 folder in Finance", "Finance", "资料"),
        ("the folder 资料 Material in Finance", "Finance", "资料 Material"),
        ("设计资料的资料文件夹里去吧", "设计资料", "资料"),
    ],
)
def test_a_folder_is_said_with_its_space(said: str, place: str, name: str) -> None:
    assert (place, name) in list(placed_folder(said))


def test_the_new_name_is_corrected() -> None:
    raw = {"file": "Finance/slides.pptx", "name": "budget.pptx"}
    topic = LastAnswer("file rename", raw, 1, "card")

    done = renamed_otherwise("budget-2026.pptx", topic, 2)
    assert done == {"file": "Finance/budget.pptx", "name": "budget-2026.pptx"}
    asked = renamed_otherwise("budget-2026.pptx", topic, 1)
    assert asked == {"file": "Finance/slides.pptx", "name": "budget-2026.pptx"}
    assert renamed_otherwise("the slides", topic, 2) is None


@sweep(
    ("text", "raw"),
    [
        ("report-02 挪到资料文件夹里", {"files": "report-02", "place": "资料文件夹"}),
        ("把合同-03.xlsx移到归档目录去吧", {"files": "合同-03.xlsx", "place": "归档文件夹"}),
        ("放到归档文件夹里吧", {"files": "纪要-05.png", "place": "归档文件夹"}),
    ],
)
def test_a_file_goes_into_a_folder_of_what_was_shown(text: str, raw: dict[str, str]) -> None:
    assert wished(text) == Wish("file move", raw, 1.0)


def test_a_folder_is_looked_for_in_the_space_whose_files_were_counted() -> None:
    said, topic = Said("report-10 挪到资料文件夹"), Open("largest", {"space": "Finance"})

    wish = files_plainly(said, parts_of(said, INDEX, shown=True), topic)

    assert wish == Wish("file move", {"files": "report-10", "place": "Finance/资料文件夹"}, 1.0)
