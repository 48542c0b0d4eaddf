"""Subscriptions as hypothesis makes them, and a few made by hand."""

from datetime import date, time
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.alerts.hours import Quiet
from bot.alerts.notation import MOST_PATIENCE
from bot.alerts.subscription import FOR_EVER, Digest, Subscription
from bot.messages import Conversation
from bot.quota.limits import Free, Percent, in_order
from bot.quota.samples import ORGANISATION
from bot.times.spans import MINUTE

NOW = 1_795_500_000_000
"""In November 2026."""
ZONE = "Asia/Shanghai"

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Subscriptions take a while to make, and longer on a machine that is busy with other tests."""


def subscription(
    conversation: str = "cid1", kind: str = "group", title: str = "Team", **changed: Any
) -> Subscription:
    """A conversation that is told of everything; ``changed`` are members of its subscription."""
    here = Conversation(conversation, kind, title)
    return Subscription(here, **{"by": "manager01", "at": 1000, **changed})


def quiet_hours(begins: time, ends: time) -> Quiet | None:
    return None if begins == ends else Quiet(begins, ends)


_IDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)
_CLOCKS = st.times().map(lambda each: each.replace(second=0, microsecond=0))
_SPACES = st.frozensets(
    st.sampled_from([ORGANISATION]) | _IDS.filter(lambda each: each != "organisation"), max_size=4
)
_LEVELS = st.builds(Percent, st.integers(1, 100)) | st.builds(Free, st.integers(0, 1 << 60))
_DIGESTS = st.builds(Digest, st.just("daily"), st.integers(0, 1439)) | st.builds(
    Digest, st.just("weekly"), st.integers(0, 1439), st.integers(0, 6), st.integers(0, NOW)
)
_SINGLE = st.tuples(st.just("single"), _IDS)
_GROUP = st.tuples(st.just("group"), st.none())


@st.composite
def subscriptions(draw: st.DrawFn) -> Subscription:
    """Any subscription that could be stored."""
    kind, user = draw(_SINGLE | _GROUP)
    return subscription(
        draw(_IDS),
        kind,
        draw(st.text(max_size=30)),
        user_id=user,
        personal=draw(st.booleans()),
        language=draw(st.sampled_from([None, "zh", "en"])),
        spaces=draw(st.none() | _SPACES),
        levels=draw(st.none() | st.lists(_LEVELS, max_size=4).map(in_order)),
        quiet=draw(st.builds(quiet_hours, _CLOCKS, _CLOCKS)),
        holidays=draw(st.frozensets(st.dates(min_value=date(2000, 1, 1)), max_size=3)),
        patience=draw(st.none() | st.integers(MINUTE, MOST_PATIENCE)),
        muted_until=draw(st.sampled_from([0, 1, FOR_EVER]) | st.integers(NOW, 4 * NOW)),
        digest=draw(st.none() | _DIGESTS),
        alerts=draw(st.booleans()),
    )
