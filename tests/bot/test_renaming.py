"""Corrected names of what is to be made, and sizes said behind a name."""

from bot.language import called_instead, without_size
from tests.sweeping import sweep


@sweep(
    ("text", "name"),
    [
        ("call it Audit FY27 instead", "Audit FY27"),
        ("no, call it “Audit FY27”, please", "Audit FY27"),
        ("actually name it Legal", "Legal"),
        ("rename it to Legal", "Legal"),
        ("改叫 审计FY27", "审计FY27"),
        ("名字改成审计吧", "审计"),
        ("不对，改成法务合同", "法务合同"),
    ],
)
def test_a_correction_gives_the_name(text: str, name: str) -> None:
    assert called_instead(text) == name


@sweep(
    "text",
    ["yes", "算了", "call it off", "改成50GB", "改叫什么", "call it what?", "Legal", "x" * 300],
)
def test_nothing_else_is_a_correction(text: str) -> None:
    assert not called_instead(text)


@sweep(
    ("said", "name", "rest"),
    [
        ("Audit 2027 and make it 50 GB", "Audit 2027", "and make it 50 GB"),
        ("Audit 2027 and set the limit to 50GB", "Audit 2027", "and set the limit to 50GB"),
        ("Audit 2027 with 50 GB", "Audit 2027", "with 50 GB"),
        ("审计2027，容量50GB", "审计2027", "容量50GB"),
        ("审计2027，先给50G够了", "审计2027", "先给50G够了"),
        ("审计2027，先分50G用着", "审计2027", "先分50G用着"),
        ("审计2027,给 50 GB", "审计2027", "给 50 GB"),
        ("berlin office, 2 gigs is enough", "berlin office", "2 gigs is enough"),
        ("年会筹备，5个G就够了", "年会筹备", "5个G就够了"),
        ("Interns 2025 with around 2 GB", "Interns 2025", "with around 2 GB"),
        ("Audit with a limit of about 50 GB", "Audit", "with a limit of about 50 GB"),
        ("Audit, roughly 50 GB or so", "Audit", "roughly 50 GB or so"),
        ("Audit at least 50 GB", "Audit", "at least 50 GB"),
        ("审计2027，大约50GB左右", "审计2027", "大约50GB左右"),
        ("审计2027，容量大概50GB", "审计2027", "容量大概50GB"),
        ("审计2027 50GB左右", "审计2027", "50GB左右"),
    ],
)
def test_a_size_behind_a_name_is_none_of_it(said: str, name: str, rest: str) -> None:
    assert without_size(said) == (name, rest)


@sweep(
    "name",
    [
        "Team with 5 people",
        "All about Berlin",
        "50 GB",
        "大小写",
        "of 50 GB",
        "and make it 50 GB",
        "x" * 300,
    ],
)
def test_any_other_name_is_whole(name: str) -> None:
    assert without_size(name) == (name, "")
