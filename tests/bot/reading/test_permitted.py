"""Questions who may do something, and where caution is told of."""

import pytest

from bot.access import Role
from tests.bot.reading.test_reader import read
from tests.phrases.rows import SHOWS
from tests.sweeping import sweep


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ADMIN])
@pytest.mark.parametrize(
    "said",
    [
        *("我能自己建一个空间吗", "成员能删空间吗", "谁能删市场部", "普通成员能建空间吗"),
        *("can I create a space myself", "who can delete Finance", "may I create drives alone"),
        *("is anybody allowed to remove a drive", "do members have permission to create a space"),
    ],
)
def test_who_may_make_or_delete_a_space_is_explained(said: str, role: Role) -> None:
    found = read(said, role=role, group=False)
    wish = found.wishes[0]

    assert (found.certainty, wish.words, dict(wish.raw)) == ("sure", "help on", {"topic": "change"})
    assert {each.words for each in found.wishes} <= SHOWS


@sweep(
    "said", ["how do I delete a space", "我能删文件吗", "如果成员能删空间吗", "can I delete a file"]
)
def test_other_questions_are_not_explained_so(said: str) -> None:
    assert "help on" not in {wish.words for wish in read(said).wishes}


@sweep("said", ["can you create a space called Video", "delete Finance", "删掉市场部"])
def test_a_wish_is_no_question_who_may(said: str) -> None:
    assert read(said).wishes[0].words in {"space create", "space delete"}


@sweep(
    "said",
    [
        "hi, I am new here, what do I have to set up",
        "我想自己建空间可以吗",
        "yesterday it was fine",
        "他说满了",
    ],
)
def test_a_change_that_is_hardly_likely_is_not_offered_under_caution(said: str) -> None:
    for role in Role:
        for group in (True, False):
            found = read(said, role=role, group=group)
            assert found.certainty != "sure" or found.wishes[0].words in SHOWS
            assert not found.caution or {wish.words for wish in found.wishes} <= SHOWS
