"""A reason behind a wish is none of it, unless it takes the wish back or is another."""

from bot.reading.amounts import sign_of
from bot.reading.contexts import wish_at
from bot.reading.numbers import sizes
from bot.reading.reasons import reason_at
from bot.reading.said import Said
from tests.sweeping import sweep


@sweep(
    ("said", "wish", "why"),
    [
        ("delete old.zip, nobody needs it", "delete old.zip", "nobody needs it"),
        ("let Bob read Legal for a week, audit is coming", "let bob read legal for a week", "audit is coming"),
        ("we need 10 GB more because the photos are huge", "we need 10 gb more", "the photos are huge"),
        ("take Bob off Legal, he moved team", "take bob off legal", "he moved team"),
        ("no alerts for 2 days, we are migrating", "no alerts for 2 days", "we are migrating"),
    ],
)  # fmt: skip
def test_what_is_wished_ends_before_its_reason(said: str, wish: str, why: str) -> None:
    copy = Said(said).copy
    end, begins = reason_at(copy)

    assert (copy[:end], copy[begins:]) == (wish, why)


@sweep(
    "said",
    [
        "delete Legal, i'm not sure",
        "delete Legal, he said",
        "delete Legal, everybody is laughing lol",
        "delete Legal, it might be used",
        "delete Legal, they want it",
        "Bob left, remove him from Legal",
        "which copies of plan.pdf are there",
        "per folder, where is HR big",
        "since when is HR full",
    ],
)
def test_what_takes_a_wish_back_or_is_one_is_no_reason(said: str) -> None:
    copy = Said(said).copy

    assert reason_at(copy) == (len(copy), len(copy))


@sweep(
    ("said", "sign"),
    [
        ("give HR another 10 gigs", "+"),
        ("HR needs 20 GB more", "+"),
        ("raise HR by 50 GB", "+"),
        ("再给市场部加 10 GB", "+"),
        ("cut HR by 10 GB", "-"),
        ("make HR 10 GB smaller, so 5 GB less", ""),
        ("set HR to 50 GB", ""),
        ("raise HR to 50 GB", ""),
        ("把市场部加到 50 GB", ""),
    ],
)
def test_a_size_is_to_be_added_taken_away_or_to_be(said: str, sign: str) -> None:
    copy = Said(said).copy

    assert sign_of(copy, next(sizes(copy))) == sign


@sweep(
    ("said", "wish"),
    [
        ("Anna is joining us, give her view access on HR", "give her view access on hr"),
        ("Legal isn't used any more, please delete it", "please delete it"),
        ("HR is almost full, could we get 20 GB more", "could we get 20 gb more"),
        ("ok problem solved, unfreeze", "unfreeze"),
        ("delete Legal, rename HR", "delete legal, rename hr"),
        ("if HR is full, delete Legal", "if hr is full, delete legal"),
        ("the boss said it is old, delete Legal", "the boss said it is old, delete legal"),
        ("it should be gone, delete it", "it should be gone, delete it"),
        ("i deleted the wrong one, get it back", "i deleted the wrong one, get it back"),
        ("show me what is in HR", "show me what is in hr"),
    ],
)
def test_a_wish_begins_behind_what_is_only_told(said: str, wish: str) -> None:
    copy = Said(said).copy

    assert copy[wish_at(copy) :] == wish
