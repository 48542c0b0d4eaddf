"""What is said behind a request."""

import pytest

from bot.errors import BadArgument, MissingArgument
from bot.requests.arguments import HowMuch, RequestNumber, SizeWanted, number_and_why, with_why
from bot.sizes import GB
from tests.sweeping import sweep


@sweep(
    ("said", "what", "why"),
    [
        ("Audit", "Audit", ""),
        ('"Audit 2027" because the old one is full', "Audit 2027", "the old one is full"),
        ("项目甲 因为 要归档", "项目甲", "要归档"),
        ("项目甲，理由：要归档", "项目甲", "要归档"),
        ("因为爱情", "因为爱情", ""),
        ("原因分析", "原因分析", ""),
        ("because", "because", ""),
        ("A because " + "x" * 300, "A", "x" * 120),
        ("Sales, we start in May", "Sales", "we start in May"),
        ('"Sales 2027" we start in May', "Sales 2027", "we start in May"),
        ("海外部，下个月要用", "海外部", "下个月要用"),
        ("海外部 用于存合同", "海外部", "存合同"),
        ("“项目甲”要归档", "项目甲", "要归档"),
        ("Smith, Jones and Co", "Smith, Jones and Co", ""),
        ("申请, 审批", "申请, 审批", ""),
        ("Legal and Tax", "Legal and Tax", ""),
    ],
)
def test_a_reason_is_parted_from_what_is_asked_for(said: str, what: str, why: str) -> None:
    assert with_why(said) == (what, why)


@sweep(
    ("said", "wanted"),
    [
        ("50 GB", SizeWanted(50 * GB)),
        ("+50 GB", SizeWanted(50 * GB, more=True)),
        ("50 GB more", SizeWanted(50 * GB, more=True)),
        ("another 50 GB because of scans", SizeWanted(50 * GB, more=True, because="of scans")),
        ("再加50G", SizeWanted(50 * GB, more=True)),
        ("再来50G", SizeWanted(50 * GB, more=True)),
        ("追加50G", SizeWanted(50 * GB, more=True)),
        ("加50个G", SizeWanted(50 * GB, more=True)),
        ("500G 因为要扫描", SizeWanted(500 * GB, because="要扫描")),
        ("500 GB we store audits", SizeWanted(500 * GB, because="we store audits")),
        ("再加50G，要扫描", SizeWanted(50 * GB, more=True, because="要扫描")),
        ("50 GB more we scan", SizeWanted(50 * GB, more=True, because="we scan")),
    ],
)
def test_a_size_is_the_whole_limit_or_how_much_more(said: str, wanted: SizeWanted) -> None:
    assert HowMuch("size", "How much?").read(said) == wanted


def test_what_is_no_size_is_refused() -> None:
    part = HowMuch("size", "How much?")
    with pytest.raises(MissingArgument):
        part.read("")
    for said in ("lots", "50", "-5 GB", "0 GB more"):
        with pytest.raises(BadArgument):
            part.read(said)


@sweep("said", ["12", "#12", "第12号", "12号", "no. 12", "１２"])
def test_a_request_is_called_by_its_number(said: str) -> None:
    assert RequestNumber("number").read(said) == "12"
    assert RequestNumber("number").read("that one") == "that one"


@sweep(
    ("said", "parted"),
    [
        ("12，预算不够", ("12", "预算不够")),
        ("第12号：太晚", ("第12号", "太晚")),
        ("#12, too late", ("#12", "too late")),
        ("12", ("12", "")),
        ("too, late", ("too, late", "")),
    ],
)
def test_a_reason_may_stand_behind_a_number_without_a_blank(
    said: str, parted: tuple[str, str]
) -> None:
    assert number_and_why(said) == parted
