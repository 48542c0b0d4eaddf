"""Which requests of the list somebody decides on, and how; and who takes back their own."""

import re
from collections.abc import Sequence
from typing import Final

from bot.dispatch.request_meant import meant
from bot.language import normalise
from bot.reading.list_answers import ListAnswer, list_answers
from bot.reading.requests_said import RequestSaid
from bot.requests.request import Request
from bot.sessions import LastAnswer

LISTS: Final = frozenset({"requests", "request", "request approve", "request decline"})
"""After these somebody may go on about the requests that are open."""
_BACK: Final = re.compile(
    "(?:(?:先|还是|那就|那|就|算了|不要了|不用了|never mind|please|ok)[ ,，]*)*+"
    "(?:撤回(?:来)?|撤了|撤掉|不申请|取消申请"
    "|(?:withdraw|cancel|take back) (?:it|that|my request|the request))"
    "(?:吧|了|一下| please| again)*(?:[ ,，.。!！;；].*)?",
    re.DOTALL,
)


def takes_back(text: str) -> bool:
    """Tell whether whoever has just asked takes that back, with reasons or without."""
    return _BACK.fullmatch(normalise(text)) is not None


def decided(
    text: str, topic: LastAnswer | None, waiting: Sequence[Request]
) -> tuple[RequestSaid, ...]:
    """Give what is decided on the open requests, in the order it is said in; nothing where nobody
    decides, or on a row that the list has not, or on what none of them is about. *The other one* is
    the second of two. Who names all of them need not have seen the list.
    """
    answers = list_answers(text) if waiting else ()
    is_listed = topic is not None and topic.words in LISTS
    if not is_listed and not all(each.which == "named" for each in answers):
        return ()
    rows = [_number(each, waiting) for each in answers]
    is_of_one = ("row", "named")
    if any(each.which in is_of_one and not row for each, row in zip(answers, rows, strict=True)):
        return ()
    others = [each.number for each in waiting if each.number not in rows]
    others = others[1:] if not any(rows) and len(waiting) > 1 else others
    found: list[RequestSaid] = []
    for each, row in zip(answers, rows, strict=True):
        if each.does == "leave":
            continue
        if each.which == "it":
            found.append(RequestSaid(each.does, clear=True))
            continue
        numbers = others if each.which == "other" else [row]
        found += [RequestSaid(each.does, number=str(n), why=each.why) for n in numbers]
    return tuple(found)


def _number(answer: ListAnswer, waiting: Sequence[Request]) -> int:
    """Give the number of the request in a row, or that is named; 0 for what is no row of the list,
    and for a name of none or several.
    """
    if answer.which == "named":
        found = meant(RequestSaid("approve", answer.called), waiting)
        return found[0].number if len(found) == 1 else 0
    if answer.which != "row":
        return 0
    if answer.row < -1:
        called = -1 - answer.row
        return called if any(each.number == called for each in waiting) else 0
    row = len(waiting) if answer.row == -1 else answer.row
    return waiting[row - 1].number if 0 < row <= len(waiting) else 0
