"""Files without their endings, and folders by a part of their names."""

from bot.files.half_named import by_kind, by_part, without_ending
from bot.files.shown_names import rows_called
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


@sweep(
    ("said", "name"),
    [
        ("PPT", "slides-04.pptx"),
        ("那个幻灯片", "slides-04.pptx"),
        ("the slides", "slides-04.pptx"),
        ("合同表格", "合同-03.xlsx"),
        ("the budget spreadsheet", "Budget 2026.xlsx"),
        ("表格", ""),  # of which there are two
        ("视频", ""),
        ("市场表格", ""),
        ("slides-04", ""),
    ],
)
def test_the_only_file_of_a_kind(said: str, name: str) -> None:
    names = ("slides-04.pptx", "合同-03.xlsx", "Budget 2026.xlsx", "合同-04.pdf")
    assert by_kind(said, names) == name


@sweep(
    ("said", "rows"),
    [
        ("plan.docx 和 rates.xlsx", (1, 2)),
        ("rates.xlsx、plan.docx", (2, 1)),
        ("plan.docx and rates.xlsx", (1, 2)),
        ("A和B.pdf", ()),
        ("plan.docx 和 gone.pdf", ()),
        ("plan.docx", ()),
    ],
)
def test_names_that_are_joined_are_as_many_rows(said: str, rows: tuple[int, ...]) -> None:
    assert rows_called({1: "plan.docx", 2: "rates.xlsx", 3: "A和B.pdf", 4: "A"}, said) == rows
