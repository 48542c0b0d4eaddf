"""A sentence that is kept means the same again, in the same form and with other parts."""

from bot.access import Role
from bot.reading import Understood
from bot.reading.cutting import parts_of
from bot.reading.memory import form
from bot.reading.names import NameIndex
from bot.reading.said import Said
from tests.bot.reading.test_reader import READER, Last, first, named
from tests.phrases.rows import SHOWS
from tests.sweeping import sweep

NAMES = NameIndex(["Warehouse", "仓库"])


def read(text: str, *, last: Last | None = None) -> Understood:
    return READER.read(
        text, role=Role.ADMIN, group=True, names=named("Warehouse", "仓库"), topic=last
    )


def formed(text: str) -> str:
    said = Said(text)
    return form(said, parts_of(said, NAMES))


@sweep(
    ("said", "words", "raw"),
    [
        ("the Warehouse space is obsolete, remove it", "space delete", {"space": "Warehouse"}),
        ("Warehouse is not used now, kindly delete", "space delete", {"space": "Warehouse"}),
        ("请将仓库的提醒推迟至明日", "alert snooze", {"space": "仓库", "until": "明日"}),
    ],
)
def test_a_kept_sentence_is_known_with_another_name(
    said: str, words: str, raw: dict[str, str]
) -> None:
    found = read(said)

    assert found.kept
    assert (found.certainty, *first(found)) == ("sure", words, raw)


@sweep("said", ["audit log please", "who chnaged what", "are our alerts at 75 or at 95 percent"])
def test_it_takes_no_argument_that_was_not_kept_with_it(said: str) -> None:
    found = read(said)

    assert found.kept
    assert first(found)[1] == {}


@sweep(
    ("said", "plain"),
    [
        ("请把仓库删掉吧", "把仓库删掉"),
        ("您好，麻烦您把仓库删掉，谢谢！", "把仓库删掉"),
        ("Hi, please delete Warehouse, thanks!", "delete Warehouse"),
        ("删掉仓库", "删掉 “仓库”。"),
        ("set Warehouse to 500 GB", "set warehouse to 1.5TB"),
    ],
)
def test_polite_words_signs_and_what_it_is_about_do_not_matter(said: str, plain: str) -> None:
    assert formed(said) == formed(plain)


@sweep(
    ("said", "other"),
    [
        ("可以删掉仓库吗", "删掉仓库"),
        ("删掉仓库了吗", "删掉仓库了"),
        ("仓库删掉了", "仓库删掉"),
        ("先别删掉仓库", "删掉仓库"),
        ("I deleted Warehouse", "I delete Warehouse"),
        ("can I delete Warehouse?", "delete Warehouse"),
        ("could you delete Warehouse?", "delete Warehouse"),
        ("set Warehouse to 500 GB", "set Warehouse to 80%"),
    ],
)
def test_what_may_mean_something_else_has_another_form(said: str, other: str) -> None:
    assert formed(said) != formed(other)


def test_a_kept_sentence_that_is_no_wish_changes_nothing() -> None:
    found = read("leave Warehouse alone, no deleting")

    assert found.kept
    assert found.caution
    assert found.wishes[0].words in SHOWS


def test_a_name_that_is_only_near_is_never_sure_though_the_sentence_is_kept() -> None:
    found = read("the Warehose space is obsolete, remove it")

    assert found.certainty == "half"
    assert found.wishes[0].words in SHOWS
    assert ("space delete", True) in [(wish.words, wish.near) for wish in found.wishes]


def test_who_got_a_permission_and_where_is_meant_right_after() -> None:
    given = {"person": "staff02", "role": "can view", "place": "Finance/Plans"}
    after = read("ok take it away from him again", last=Last("grant", given))

    assert first(after) == ("revoke", {"person": "staff02", "place": "Finance/Plans"})


def test_what_goes_on_is_known_after_what_it_goes_on_from() -> None:
    after = read("好的，什么时候满", last=Last("space", {"space": "仓库"}))

    assert first(after)[1] == {"space": "仓库"}


def test_a_list_goes_on_to_the_page_that_nobody_numbered() -> None:
    found = read("更多呢", last=Last("spaces", {}, page=2))

    assert first(found) == ("spaces", {"words": "page 3"})


@sweep("said", ["1", "Warehouse", "500 GB", "明天", "90%"])
def test_what_is_nothing_but_a_name_or_a_number_is_not_kept(said: str) -> None:
    assert not read(said).kept
