"""Files without their endings, and folders by a part of their names."""

from bot.files.half_named import by_part, without_ending
from tests.sweeping import sweep

FILES = ("纪要-05.png", "report-02.pdf", "plan.docx", "plan.pdf", "notes")
FOLDERS = ("资料 Material", "归档 Archive", "Old plans", "Old drafts")


@sweep(
    ("said", "name"),
    [
        ("纪要-05", "纪要-05.png"),
        ("Report-02", "report-02.pdf"),
        ("plan", ""),  # of which there are two
        ("纪要", ""),
        ("", ""),
    ],
)
def test_a_file_without_its_ending(said: str, name: str) -> None:
    assert without_ending(said, FILES) == name


@sweep(
    ("said", "name"),
    [
        ("the Material folder", "资料 Material"),
        ("资料文件夹里", "资料 Material"),
        ("into the folder archive", "归档 Archive"),
        ("Old plans folder", "Old plans"),
        ("old", ""),  # which begins two
        ("Mater", ""),
    ],
)
def test_a_folder_by_a_part_of_its_name(said: str, name: str) -> None:
    assert by_part(said, FOLDERS) == name
