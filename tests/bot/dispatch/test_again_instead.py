"""An open offer is shown again to what does not answer it, unless that is about another space."""

from bot.cards import Card
from bot.dispatch.shown_again import SHOWN_AGAIN, again_instead, at_last, shown_again
from bot.dispatch.stopped_asking import STOPPED
from bot.routing import Routes
from bot.sessions import Offer, Offering, Session
from tests.sweeping import sweep

SNOOZE = Offer("alert snooze", {"space": "设计资料"}, "alert snooze 设计资料")


@sweep(
    ("meant", "template"),
    [
        ({"space": "设计资料"}, SHOWN_AGAIN),
        ({}, SHOWN_AGAIN),
        ({"space": "市场部"}, "did_you_mean"),
    ],
)
def test_a_guess_about_another_space_takes_the_place_of_an_offer(
    meant: dict[str, str], template: str
) -> None:
    guess = Card("did_you_mean", {}, {"do": Offer("alert take", meant, "alert take")})
    session = Session(state=Offering((SNOOZE,), asks=True))

    assert again_instead(session, "I'm on it", None, guess).template == template


@sweep(("before", "template"), [(0, SHOWN_AGAIN), (1, SHOWN_AGAIN), (2, STOPPED)])
def test_a_question_ends_with_the_third_message_that_answers_nothing(
    before: int, template: str
) -> None:
    asks = Offering((SNOOZE,), asks=True)
    routes: Routes[object] = Routes([])

    card = at_last(shown_again(asks, "?"), Session(state=asks, again=before), routes, "en")

    assert card.template == template
