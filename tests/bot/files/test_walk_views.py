"""What fills a space, by what a walk has seen of it: sums of folders."""

from bot.files.dentry import ROOT
from bot.files.walk_views import seen
from bot.files.walks import WalkedFile


def file(name: str, parent: str, size: int | None, folder: str) -> WalkedFile:
    return WalkedFile(
        name, "", name, parent, is_folder=False, size=size, modified=None, folder=folder
    )


def folder(name: str, parent: str, above: str = "", dentry_id: str = "") -> WalkedFile:
    return WalkedFile(
        dentry_id or name, "", name, parent, is_folder=True, size=None, modified=None, folder=above
    )


A, B, C = folder("a", ROOT), folder("b", "a", "a"), folder("c", "b", "a/b")
FILES = (
    file("top", ROOT, 1, ""),
    file("one", "a", 10, "a"),
    file("two", "b", 100, "a/b"),
    file("three", "c", 1000, "a/b/c"),
)


def sums(*walked: WalkedFile) -> dict[str, tuple[int, int]]:
    """The bytes and the files of each folder, by its id."""
    return {row.file.id: (row.bytes, row.count) for row in seen("folders", walked).rows}


def test_a_folder_holds_what_lies_below_it_and_the_space_only_what_lies_in_no_folder() -> None:
    whole = {"a": (1110, 3), "b": (1100, 2), "c": (1000, 1), ROOT: (1, 1)}

    assert sums(A, B, C, *FILES) == whole
    assert list(sums(A, B, C, *FILES)) == ["a", "b", "c", ROOT]


def test_a_folder_that_was_not_read_is_placed_by_the_path_of_what_lies_in_it() -> None:
    known = seen("folders", (A, B, *FILES)).rows

    assert sums(A, B, *FILES) == sums(A, B, C, *FILES)
    assert {(row.file.name, row.file.folder) for row in known if row.file.id == "c"} == {
        ("c", "a/b")
    }
    assert sums(*FILES) == {"a": (10, 1), "b": (100, 1), "c": (1000, 1), ROOT: (1, 1)}


def test_folders_that_lie_in_one_another_and_paths_that_are_two_end() -> None:
    ring = (folder("x", "y"), folder("y", "x"), file("in", "x", 5, ""))
    twice = (folder("p", ROOT), folder("q", ROOT), file("in", "r", 5, "p/r"))
    called_alike = folder("p", ROOT, dentry_id="q")

    assert sums(*ring) == {"x": (5, 1), "y": (5, 1)}
    assert sums(*twice) == {"r": (5, 1), "p": (5, 1)}
    assert sums(twice[0], called_alike, twice[2]) == {"r": (5, 1)}


def test_a_size_that_was_not_said_makes_all_folders_above_it_uncertain() -> None:
    rows = seen("folders", (A, B, file("x", "b", None, "a/b"))).rows

    assert [(row.file.id, row.unsized) for row in rows] == [("b", 1), ("a", 1)]
