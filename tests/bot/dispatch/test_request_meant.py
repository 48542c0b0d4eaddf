"""How much is given instead of what was asked for."""

from dataclasses import replace

from bot.dispatch.request_meant import amount_for, meant
from bot.dispatch.which_request import which_request
from bot.messages import Conversation
from bot.reading.requests_said import RequestSaid, request_said
from bot.requests.request import Request, RoomWish, SpaceWish, Who
from bot.sessions import Offer
from bot.sizes import GB
from tests.sweeping import sweep

REQUEST = Request(
    "r1",
    1,
    RoomWish("s1", "Sales", 13 * GB),
    Who("staff01", "Ann"),
    Conversation("c1", "group"),
    "en",
    "card1",
    at=0,
    expires=1,
    there={"quota": 8 * GB},
)


@sweep(
    ("said", "more", "typed"),
    [
        ("3", False, "11 GB"),
        ("11 GB", False, "11 GB"),
        ("9个G", True, "17 GB"),
        ("一半", False, "10.5 GB"),
        ("half of it", False, "10.5 GB"),
        ("x", False, "x"),
    ],
)
def test_what_is_less_than_there_is_comes_on_top(said: str, more: bool, typed: str) -> None:  # noqa: FBT001 - a case
    assert amount_for(RequestSaid("approve", amount=said, more=more), REQUEST) == typed


@sweep(
    ("said", "added", "typed"),
    [
        ("ok but they get 30, not 50", 0, "50 GB"),
        ("ok but they get 30, not 70", 50, "30 GB"),
        ("fine, they get 30 GB", 50, "50 GB"),
        ("fine, they get 30 GB", 0, "30 GB"),
        ("fine, they get 60 GB", 50, "60 GB"),
        ("yes but only 30 in all", 50, "30 GB"),
        ("sure, give them half", 50, "45 GB"),
    ],
)
def test_what_is_given_is_meant_as_it_was_asked_for(said: str, added: int, typed: str) -> None:
    there = {"quota": 20 * GB} | ({"added": added * GB} if added else {})
    request = replace(REQUEST, wish=RoomWish("s1", "Sales", 70 * GB), there=there)
    known = request_said(said)

    assert known is not None
    assert amount_for(known, request) == typed


@sweep(
    ("target", "numbers"),
    [
        ("他", [1, 2, 3]),
        ("ann's", [1]),
        ("the request from ann", [1]),
        ("sales", [1, 2]),
        ("bob", [2]),
        ("bob's thing", [2]),
        ("the new fair one", [3]),
        ("tokyo fair", [3]),
        ("the fair for sales people", [3]),
        ("the milan fair", []),
        ("刚才staff02要的", [2]),
        ("ann刚提的那50gb", []),
        ("ann and delete sales", []),
    ],
)
def test_a_target_is_whoever_asks_or_what_for(target: str, numbers: list[int]) -> None:
    other = replace(REQUEST, number=2, asker=Who("staff02", "Bob"))
    space = SpaceWish("Tokyo Fair 2026")
    third = replace(REQUEST, number=3, wish=space, asker=Who("s3", "Cy"), because="for sales")
    waiting = [REQUEST, other, third]

    assert [each.number for each in meant(RequestSaid("approve", target), waiting)] == numbers


@sweep(
    ("name", "labels"),
    [("Sales", ["Ann", "Bob"]), ("Finance", ["Sales", "Finance"])],
)
def test_several_requests_are_told_apart_on_their_buttons(name: str, labels: list[str]) -> None:
    other = replace(REQUEST, number=2, asker=Who("staff02", "Bob"), wish=RoomWish("s2", name, GB))
    offers = [Offer("request approve", {"number": str(n)}, f"request approve {n}") for n in (1, 2)]

    card = which_request("approve", list(zip([REQUEST, other], offers, strict=True)))

    assert [each["said"] for each in card.data["choices"]] == labels
    assert [card.actions["choice1"], card.actions["choice2"]] == offers
