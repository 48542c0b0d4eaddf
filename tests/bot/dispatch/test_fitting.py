"""Whether something fits is answered with the numbers, and where they are missing not known."""

from bot.cards import Card
from bot.dispatch.fitting import with_fit
from bot.sessions import Offer
from tests.sweeping import sweep

GB = 1 << 30
ROOM = Offer("request room", {"space": "Finance", "size": "+2 GB"}, "request room Finance +2 GB")


@sweep(
    ("used", "quota", "unsaid", "left", "asks"),
    [
        (4 * GB, 5 * GB, False, GB, True),
        (1 * GB, 5 * GB, False, 4 * GB, False),
        (6 * GB, 5 * GB, False, 0, True),
        (None, 5 * GB, False, None, False),
        (1 * GB, None, False, None, False),
        (1 * GB, 5 * GB, True, None, False),
    ],
)
def test_yes_no_or_not_known(
    used: int | None, quota: int | None, *, unsaid: bool, left: int | None, asks: bool
) -> None:
    shown = Card("quota_space", {"used": used, "quota": quota, "unsaid": unsaid})
    card = with_fit(shown, "will 2 GB fit into Finance?", ROOM)

    assert (card.data["needed"], card.data["left"]) == (2 * GB, left)
    assert ("room" in card.actions) is asks
    assert with_fit(shown, "how full is Finance", ROOM) is shown
