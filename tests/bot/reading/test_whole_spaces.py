"""What nobody can do to a space as a whole is known by its form, and never taken from files."""

from bot.reading.cutting import parts_of
from bot.reading.names import NameIndex
from bot.reading.said import Said
from bot.reading.whole_spaces import beyond_whole
from tests.sweeping import sweep

INDEX = NameIndex(["Finance", "Engineering", "市场部", "Marketing Archive 2024"])


def about(text: str, *, shown: bool = False) -> tuple[str, str]:
    said = Said(text)
    return beyond_whole(said, parts_of(said, INDEX, shown=shown), shown=shown)


@sweep(
    ("text", "beyond", "space"),
    [
        ("rename the kitchen space to pantry", "rename", ""),
        ("can you change the name of the Finance space to Money", "rename", "Finance"),
        ("hey can somebody please rename our berlin space, we moved to Munich", "rename", ""),
        ("copy the Finance space", "rename", "Finance"),
        ("my boss hates it, can you rename the Finance space to Accounts", "rename", "Finance"),
        ("i want to make a copy of the Finance space for the auditors", "rename", "Finance"),
        ("please move the Finance space into Engineering", "rename", "Finance"),
        ("merge Finance and Engineering", "rename", "Finance"),
        ("lock the Finance space", "access", "Finance"),
        ("can we put a password on the Finance space?", "access", "Finance"),
        ("give me a share link for the Finance space", "access", "Finance"),
        ("empty the Finance space", "empty", "Finance"),
        ("delete all the files in the Finance space", "empty", "Finance"),
        ("把市场部空间改名为新人", "rename", "市场部"),
        ("帮我复制一份市场部空间", "rename", "市场部"),
        ("把整个市场部归档", "rename", "市场部"),
        ("给市场部空间加个密码", "access", "市场部"),
        ("给市场部这个空间生成一个分享链接", "access", "市场部"),
        ("把市场部空间清空", "empty", "市场部"),
        ("刚才那个空间名字起错了，应该叫训练营", "rename", ""),
    ],
)
def test_what_is_said_of_a_space_that_is_called_one(text: str, beyond: str, space: str) -> None:
    assert about(text) == (beyond, space)
    assert about(text, shown=True) == (beyond, space)


@sweep(
    ("text", "beyond"),
    [
        ("rename Finance to Money", "rename"),
        ("duplicate Finance so i can play with it", "rename"),
        ("archive Marketing Archive 2024", "rename"),
        ("hide Finance from the interns", "access"),
        ("把市场部改名叫市场一部", "rename"),
        ("给市场部加个密码", "access"),
    ],
)
def test_what_is_named_like_a_space_may_be_a_file_that_was_shown(text: str, beyond: str) -> None:
    assert about(text)[0] == beyond
    assert about(text, shown=True) == ("", "")


@sweep(
    "text",
    [
        "rename report.pdf in the Finance space to x.pdf",
        "rename the budget file of the Finance space",
        "move slides to the Finance space",
        "copy the deck to the Finance space",
        "rename notes to parking space",
        "move the second one to the Finance space",
        "copy the Finance folder to Engineering",
        "clear the default drive",
        "change the name of report.pdf",
        "make Finance alerts weekly",
        "把纪要改名为市场部空间",
        "市场部改成80%、90%两档",
        "把第二个移到市场部",
    ],
)
def test_what_is_about_files_or_settings_is_none_of_it(text: str) -> None:
    assert about(text) == ("", "")
