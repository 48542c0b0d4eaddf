"""Puts together what speaks unasked."""

from collections.abc import Sequence

from bot.access import Admin, Organisation
from bot.delivery import Delivery
from bot.retries import Retries
from bot.sessions import Conversations
from bot.storage import Clock, Store
from bot.unasked.admins import Admins, IsAdmin, Known
from bot.unasked.letters import Letters
from bot.unasked.post import Post
from bot.unasked.sending import Unasked


async def nobody() -> Sequence[Admin]:
    """Know no admin."""
    return ()


async def still(_user_id: str) -> bool:
    """Take everybody for what they were."""
    return True


def post_of(
    store: Store,
    delivery: Delivery,
    *,
    language: str,
    known: Known = nobody,
    is_admin: IsAdmin = still,
    clock: Clock | None = None,
) -> Post:
    """Build it; ``known`` gives the admins who can be written to alone, ``is_admin`` tells whether
    somebody still is one, and ``clock`` is Redis's
    own unless given.
    """
    unasked = Unasked(delivery, Retries(store, clock))
    admins = Admins(
        unasked=unasked,
        organisation=Organisation(store),
        conversations=Conversations(store),
        known=known,
        is_admin=is_admin,
        language=language,
    )
    return Post(unasked, admins, Letters(store, unasked, admins))
