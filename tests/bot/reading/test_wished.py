"""Signs that a change is not wished now, whatever was learnt from sentences."""

from bot.reading.cutting import parts_of
from bot.reading.names import NameIndex
from bot.reading.said import Said
from bot.reading.understood import Wish
from bot.reading.wished import against
from tests.bot.reading.test_reader import Last, read
from tests.phrases.rows import SHOWS
from tests.sweeping import sweep

NAMES = NameIndex(["Finance", "Legal", "市场部", "删除"])


def _against(text: str, wish: Wish) -> str:
    said = Said(text)
    return against(said, parts_of(said, NAMES), wish)


DELETE = Wish("space delete", {"space": "Finance"})
CREATE = Wish("space create", {"name": "Delete"})


@sweep(
    ("text", "caution"),
    [
        ("delete the whole company lol", "quotation"),
        ("haha just delete Finance", "quotation"),
        ("把市场部删了吧哈哈哈", "quotation"),
        ("老板说要删市场部", "quotation"),
        ("the boss wants to delete Finance", "quotation"),
        ('"delete" and Finance', "quotation"),
        ("can members delete Finance", "question"),
        ("can I delete Finance", "question"),
        ("what happens if I delete Finance", "question"),
        ("删市场部要钱吗", "question"),
        ("怎么导入提醒设置", "question"),
        ("请问如何删掉市场部？", "question"),
        ("市场部的盘被谁清空的", "past"),
        ("谁删的", "past"),
        ("市场部能删吗", "question"),
        ("delete Finance?", "question"),
        ("can Finance be deleted", "question"),
        ("删掉市场部的流程", "question"),
        ("全部删除", "several"),
        ("delete everything", "several"),
        ("删掉市场部，算了", "negation"),
        ("幸好没删市场部", "negation"),
        ("打个比方，删掉市场部", "quotation"),
        ("删市场部只是个想法", "condition"),
        ("deleting Finance is one option", "condition"),
        ("neither delete nor rename Finance", "negation"),
        ("leave Finance as it is", "negation"),
        ("sales wants to delete Finance", "quotation"),
        ("the auditor reckons Finance must be deleted", "quotation"),
        ("they told me to delete Finance", "quotation"),
        ("I wanted to delete Finance but changed my mind", "past"),
        ("you deleted the wrong one", "past"),
        ("delete Finance, rename Legal", "several"),
        ("delete Finance and create Contracts", "several"),
        ("删市场部，等等，别", "negation"),
        ("delete Finance and Legal", "several"),
        ("delete Finance or maybe enlarge it", "several"),
    ],
)
def test_a_sign_that_a_change_is_not_wished_stands_by_itself(text: str, caution: str) -> None:
    assert _against(text, DELETE) == caution


@sweep(
    "text",
    [
        *("delete Finance", "please delete the Finance space", "could you delete Finance?"),
        *("把市场部删了", "麻烦删一下市场部，谢谢", "“市场部”删掉", "删除空间 删除"),
    ],
)
def test_a_plain_wish_has_none(text: str) -> None:
    assert not _against(text, DELETE)


def test_a_name_that_is_given_may_be_a_word_for_a_change() -> None:
    assert not _against('create a space called "Delete"', CREATE)


def test_two_new_spaces_are_several_wishes() -> None:
    assert _against("建两个盘，一个叫华北，一个叫华南", CREATE) == "several"


@sweep(
    "text",
    ["create a space called Mars lol", "暂停所有更改哈哈哈", "delete Finance or Engineering"],
)
def test_a_sentence_with_a_sign_puts_no_change_first(text: str) -> None:
    found = read(text)

    assert found.caution
    assert found.wishes[0].words in SHOWS


@sweep("said", ["vrrm qwxz plonk", "asdf ghjk", "qwertz", "啊吧啊吧"])
@sweep("words", ["spaces", "space", "quota top", "admin list", "requests", "files"])
def test_what_means_nothing_is_no_change_whatever_was_shown(said: str, words: str) -> None:
    found = read(said, last=Last(words, {}))

    assert {wish.words for wish in found.wishes} <= SHOWS


@sweep(
    ("text", "wish", "caution"),
    [
        ("rename the dog", Wish("file rename", {"file": "the", "name": "dog"}), "question"),
        ("move the office to the beach", Wish("file move", {"files": "the office", "place": "the beach"}), "question"),
        ("move plan.docx to the archive", Wish("file move", {"files": "plan.docx", "place": "the archive"}), ""),
        ("move the second one to Finance", Wish("file move", {"files": "2", "place": "Finance"}), ""),
    ],
)  # fmt: skip
def test_what_names_no_file_wishes_nothing_to_be_done_to_one(
    text: str, wish: Wish, caution: str
) -> None:
    assert _against(text, wish) == caution
