"""What an answer says of each of several files: what it leaves out nobody knows."""

from typing import Any

from bot.dingtalk.http import Answer
from bot.files.fates import FileTarget, fate_of_one, fates_of
from tests.sweeping import sweep

ONE, TWO = FileTarget("1", "a.txt"), FileTarget("2", "b.txt")
DONE = {"dentryId": "1", "success": True}


def answer(**body: Any) -> Answer:
    return Answer(body, "request")


@sweep(
    ("rows", "outcomes"),
    [
        ([DONE, {"dentryId": "2", "success": True}], ["done", "done"]),
        ([{"dentryId": "2", "success": True}], ["unknown", "done"]),
        ([DONE, {"dentryId": "2"}], ["done", "unknown"]),
        ([DONE, {"dentryId": "2", "success": False}], ["done", "unknown"]),
        ([DONE, {"dentryId": "2", "taskId": "t"}], ["done", "running"]),
        ([DONE, {"dentryId": "2", "errorCode": "dentryNotExist"}], ["done", "refused"]),
        ([DONE, {"dentryId": "2", "errorCode": "dentryAlreadyExist"}], ["done", "clash"]),
        ([DONE, None, "2"], ["done", "unknown"]),
        ([], ["unknown", "unknown"]),
        (None, ["unknown", "unknown"]),
    ],
)
def test_each_row_is_judged_by_itself(rows: Any, outcomes: list[str]) -> None:
    found = fates_of(answer(resultItems=rows), (ONE, TWO))

    assert [each.outcome for each in found] == outcomes


@sweep(
    ("body", "outcome"),
    [
        ({"async": False}, "done"),
        ({"async": True, "taskId": "t"}, "running"),
        ({"async": True}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_one_without_its_word_is_not_done(body: dict[str, Any], outcome: str) -> None:
    assert fate_of_one(answer(**body), ONE).outcome == outcome
