"""One page of a list of files, and what faults make of it."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sandbox.call import Call
from sandbox.storage.orders import Key, key_of, token_of
from sandbox.storage.refusals import wrong

T = TypeVar("T")
Rows = Callable[[Key | None], Iterator[T]]
"""The rows behind a key, all of them when there is none."""
_ENDLESS = ("empty-pages", "same-pages")


def after(call: Call, token: Any, like: type[int] | type[str] = int) -> Key | None:
    """The key a cursor stands for; none for no cursor."""
    if token is None or token == "":
        return None
    try:
        return key_of(token, like)
    except (AttributeError, ValueError) as error:
        raise wrong(call, "nextToken") from error


def page(
    call: Call, rows: Rows[T], key: Callable[[T], Key], begin: Key | None, count: int
) -> tuple[list[T], dict[str, str]]:
    """Up to `count` rows behind `begin`, and `nextToken` as long as more follow."""
    if call.faulty("skip-page"):
        skipped = list(islice(rows(begin), count))
        begin = key(skipped[-1]) if len(skipped) == count else begin
    following = rows(begin)
    found = list(islice(following, count))
    token = token_of(key(found[-1])) if next(following, None) is not None else ""
    if call.faulty("repeat-page"):
        token = token_of(begin)
    if any(call.faulty(each) for each in _ENDLESS) and not token:
        found = found or (list(islice(rows(None), count)) if call.faulty("same-pages") else [])
        token = token_of(key(found[-1]) if found else begin)
    shown = found[1:] if call.faulty("omit-id") else found
    return shown, {"nextToken": token} if token else {}
