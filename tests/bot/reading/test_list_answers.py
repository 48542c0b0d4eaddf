"""What is answered to a list of requests, and to a request that is asked about."""

from bot.dispatch.list_answered import takes_back
from bot.dispatch.offer_filled import filled
from bot.language import name_put_forward
from bot.reading.list_answers import list_answers
from bot.sessions import Offer, Offering
from tests.sweeping import sweep

ROOM = Offering((Offer("alert room", {"space": "Finance"}, ""),), asks=True)
SPACE = Offering((Offer("find", {}, ""), Offer("request space", {"name": "fair"}, "")))


def _said(text: str) -> str:
    return "; ".join(
        " ".join(filter(None, (each.does, each.which, str(each.row or ""), each.called, each.why)))
        for each in list_answers(text)
    )


@sweep(
    ("text", "meant"),
    [
        ("yep fine, give it to them", "approve it"),
        ("let them have it", "approve it"),
        ("no to the other one, tell them to clean up first", "decline other clean up first"),
        (
            "the first is ok, second one no, we have no budget",
            "approve row 1; decline row 2 we have no budget",
        ),
        ("approve the first, decline the second", "approve row 1; decline row 2"),
        ("first yes, second no", "approve row 1; decline row 2"),
        ("ok approve the second one, the first can wait", "approve row 2; leave row 1"),
        ("第一个批了剩下的先放着", "approve row 1; leave other"),
        ("第一个同意，第二个不行，没预算", "approve row 1; decline row 2 没预算"),
        ("其余的先驳回，理由写“本季度预算已用完”", "decline other 本季度预算已用完"),
        ("另一个不批，让他们先清理", "decline other 让他们先清理"),
        (
            "fine with the Legal one, but tell them no for the Berlin thing, they can use Archive",
            "approve named legal; decline named berlin they can use Archive",
        ),
        ("Legal is fine, Berlin not", "approve named legal; decline named berlin"),
        ("yes to Legal, no to the fair one", "approve named legal; decline named fair"),
        ("the Berlin one can wait, approve Legal", "leave named berlin; approve named legal"),
        (
            "approve 1 but decline 2 because they can use Archive",
            "approve row -2; decline row -3 they can use Archive",
        ),
        ("is Legal fine?", ""),
        ("approve the Legal one but only 20 GB", ""),
        ("approve the first but only 20 GB", ""),
        ("approve the first if they clean up", ""),
        ("delete the first, rename the second", ""),
        ("the first is full", ""),
        ("the first file is ok", ""),
        ("第二个删了吧", ""),
        ("no", ""),
    ],
)
def test_a_list_is_answered_row_by_row(text: str, meant: str) -> None:
    assert _said(text) == meant


@sweep(
    "text",
    [
        "先撤回吧，名称还没有跟主任商量好",
        "算了不要了，撤回吧",
        "never mind, cancel it, we cleaned up",
    ],
)
def test_a_request_is_taken_back_with_reasons(text: str) -> None:
    assert takes_back(text)


@sweep(
    ("text", "name"),
    [
        ("Trade Fair 2025 would be a suitable name, thank you.", "Trade Fair 2025"),
        ("how about calling it Expo", "Expo"),
        ("就叫展会2025吧", "展会2025"),
        ("a good name would be Expo", "Expo"),
        ("what would be a good name?", ""),
        ("yes", ""),
    ],
)
def test_a_name_is_put_forward(text: str, name: str) -> None:
    assert name_put_forward(text) == name


def test_what_is_added_to_a_request_is_asked_about_with_it() -> None:
    size = {"space": "Finance", "size": "+50 gigs, we've got the audit coming up"}

    assert filled(ROOM, size["size"].removeprefix("+"), []) == ("request room", size)
    assert filled(ROOM, "delete 50 GB of it", []) is None
    assert filled(ROOM, "yes", []) is None
    assert filled(SPACE, "call it Expo", []) == ("request space", {"name": "Expo"})
