"""How long what goes wrong is tried again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from bot.errors import LeaseLost
from bot.storage import RedisError

log = structlog.get_logger()

GIVE_UP_MILLIS = 3600 * 1000
"""An answer that could not be shown for an hour is lost; what came after it has waited too."""


@contextmanager
def until_old(since: int, now: Callable[[], int]) -> Iterator[None]:
    """Let what goes wrong run again, until an hour after ``since`` (milliseconds since 1970).

    Without an end to it, everything behind such a turn would wait as long as its box lives.
    """
    try:
        yield
    except (LeaseLost, RedisError):
        raise
    except Exception:
        if now() - since < GIVE_UP_MILLIS:
            raise
        log.exception("answer_lost")
