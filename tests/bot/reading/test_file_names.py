"""Names of files in sentences are found by how they end, without the words that lead to them."""

from bot.reading.cutting import parts_of
from bot.reading.file_names import files
from bot.reading.names import NameIndex
from bot.reading.said import Said
from tests.sweeping import sweep


@sweep(
    ("said", "named"),
    [
        ("show me report.pdf", "report.pdf"),
        ("where is plan-v2.final.docx now", "plan-v2.final.docx"),
        ("打开预算表.xlsx", "预算表.xlsx"),
        ("file ../2026/plan.docx", "../2026/plan.docx"),
        ("帮我把合同终稿.docx删除", "合同终稿.docx"),
        ("合同.docx有多大", "合同.docx"),
        ("这份报价.xlsx是谁传的", "报价.xlsx"),
        ("让员工乙能看市场部里的photo-08.docx", "photo-08.docx"),
        ("给员工乙设计资料里photo-08.docx的权限", "photo-08.docx"),
    ],
)
def test_a_name_is_found_by_its_end(said: str, named: str) -> None:
    assert [each.text for each in files(said)] == [named]


@sweep("said", ["version 2.0 is out", "visit example.com", "3.5 GB", "the end.", "报告写完了"])
def test_what_only_has_a_dot_is_no_file(said: str) -> None:
    assert list(files(said)) == []


@sweep(
    ("said", "named"),
    [
        ("move price list.xlsx to Finance", ["price list.xlsx"]),
        ("let Wang Xiaoming edit Annual report 2025.docx", ["Annual report 2025.docx"]),
        ("change the name of plan.docx to plan final.docx", ["plan.docx", "plan final.docx"]),
        ("give Bob plan.docx", ["plan.docx"]),
        ("call number 3 logo-old.png", ["logo-old.png"]),
        ("who may see the second offer.pdf", ["offer.pdf"]),
        ("can you delete old.zip please", ["old.zip"]),
    ],
)
def test_a_name_of_several_words_begins_behind_what_leads_to_it(
    said: str, named: list[str]
) -> None:
    parts = parts_of(Said(said), NameIndex(["Finance"]))

    assert [part.text for part in parts if part.kind == "file"] == named
