"""What is told of a file that is looked for by the form of the question alone."""

from bot.reading.cutting import parts_of
from bot.reading.names import NameIndex
from bot.reading.said import Said
from bot.reading.things import thing_wished
from bot.reading.understood import Wish
from bot.reading.whereabouts import where_is
from tests.sweeping import sweep

INDEX = NameIndex(["Finance", "Legal", "市场部"])


def formed(text: str) -> Wish | None:
    said = Said(text)
    parts = parts_of(said, INDEX)
    return thing_wished(said, parts) or where_is(said, parts)


@sweep(
    ("text", "file"),
    [
        ("which folder is notes.txt in", "notes.txt"),
        ("in which folder is price list.xlsx?", "price list.xlsx"),
        ("wheres rates.xlsx stored", "rates.xlsx"),
        ("方案.docx 放在哪个盘里", "方案.docx"),
        ("第2个文件在哪个文件夹", "2"),
        ("where is the second file", "2"),
    ],
)
def test_the_place_of_one_that_is_named_whole_or_counted_is_told(text: str, file: str) -> None:
    assert formed(text) == Wish("file", {"file": file}, 1.0)


@sweep(
    ("text", "words"),
    [
        ("where did i put the design mp4", "design mp4"),
        ("find the budget spreadsheet", "budget spreadsheet"),
        ("合同-03那个表放哪个空间了", "合同-03那个表"),
        ("麻烦帮我找一下合同-03", "合同-03"),
        ("帮我找一下report-02.pdf", "report-02.pdf"),
        ("where is photo-08", "photo-08"),
        ("find the report in Finance", "report in Finance"),
        ("where is the budget file", "budget"),
        ("where is the file called onboarding", "onboarding"),
        ("去年签的合同在哪个盘", "合同"),
        ("上个月开会用的那个PPT在哪", "PPT"),
        ("where are our pictures", "pictures"),
        ("do you know where that design video ended up?", "design video"),
    ],
)
def test_a_part_of_a_name_and_a_kind_are_looked_for(text: str, words: str) -> None:
    assert formed(text) == Wish("find", {"words": words}, 1.0)


@sweep(
    "text",
    [
        *("find documents called invoice", "search the files for contract", "find files about tea"),
        *("find all files with poster in the name", 'find the file "holiday plan"'),
        *("find me the file with the word salary", "where are my files", "find notes.txt"),
        *("真删了的话文件去哪", "where does the report go if I delete it"),
    ],
)
def test_words_alone_are_weighed(text: str) -> None:
    assert formed(text) is None


@sweep(
    "text",
    [
        *(
            "find the big files in Finance",
            "find old files in Finance",
            "look for doubles in Finance",
        ),
        *("find files that are twice in Finance", "where is all the weight in Finance, by folder"),
        *("where are all the old files", "where did the files go that I deleted"),
        *("where are deleted documents kept", "what could we throw away in Finance"),
        *("老文件都堆在哪", "被删的资料放在什么地方了", "找一下市场部里传了两遍的文件"),
        *(
            "市场部里的重复文件在哪",
            "我能看市场部里的文件吗",
            "tell me about Finance in 30 minutes",
        ),
    ],
)
def test_what_a_list_shows_is_no_name_of_a_file(text: str) -> None:
    assert formed(text) is None


@sweep("text", ["delete Legal and old pdfs in Finance", "erase Legal or pdfs in Finance"])
def test_several_things_of_which_one_is_a_space_are_weighed(text: str) -> None:
    assert formed(text) is None
