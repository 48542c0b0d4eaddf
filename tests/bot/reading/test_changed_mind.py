"""What people say who think again about a name or a move."""

from bot.language import copies_instead
from bot.reading.changed_mind import name_back, wants_name_back, without_back
from bot.reading.said import Said
from bot.sessions import LastAnswer
from tests.sweeping import sweep


@sweep(
    "text",
    [
        *("还是改回原来的名字吧", "名字改回去", "哎等下改错了，还是改回原来的名字吧", "改回原名"),
        *("还是用原来的名字", "change the name back please", "give it its old name back"),
        *(
            "rename it back",
            "no, the old name was better",
            "撤销刚才的改名",
            "把刚才那次移动撤销掉",
        ),
        *("oops, wrong one, change the name back", "sorry my mistake, rename that back please"),
        *("rename y.docx back", "undo that rename", "rename it back to what it was"),
    ],
)
def test_the_old_name_is_wanted_back(text: str) -> None:
    assert name_back(Said(text), None) is not None


def test_changed_back_is_what_was_changed_of_files() -> None:
    renamed = LastAnswer("file rename", {"file": "a.docx", "name": "b"}, 0, "")
    limited = LastAnswer("quota set", {"space": "市场部"}, 0, "")

    for said in ("不对不对，还是改回去", "改回来吧", "change it back", "oh no, put it back please"):
        assert name_back(Said(said), renamed) is not None
        assert name_back(Said(said), limited) is None


@sweep(
    "text", ["改名", "原来的名字是什么", "改成新名字", "give it a new name", "rename it to back"]
)
def test_another_name_is_no_old_one(text: str) -> None:
    assert name_back(Said(text), None) is None


def test_a_name_that_is_said_is_given_again() -> None:
    assert without_back("Rename it back to a.pdf please") == "Rename it to a.pdf please"
    assert wants_name_back("rename it back to a.pdf", None)
    assert wants_name_back("rename it back", None)
    assert not wants_name_back("rename it to back", None)


@sweep(
    "text",
    [
        *(
            "Actually make that a copy, Finance still needs theirs",
            "no, copy it",
            "别移动，复制就行",
        ),
        *("actually no, better only a copy, they both need", "i'd rather have a copy"),
        *("还是不要挪了，复制一份过去即可，原件请保留在原处", "等等，复制一份就好"),
        *("copy, don't move", "keep the original too"),
    ],
)
def test_a_copy_is_wanted_in_the_place_of_a_move(text: str) -> None:
    assert copies_instead(text)


@sweep("text", ["copy a.pdf to Legal", "no", "is it a copy?", "复制链接", "send me a copy"])
def test_what_names_something_else_is_no_copy_instead(text: str) -> None:
    assert not copies_instead(text)
