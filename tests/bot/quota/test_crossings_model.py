"""The rules agree with a naive second implementation, and are quick."""

from collections import Counter
from time import process_time

import pytest

from bot.quota.crossings import NOTHING_KNOWN, Odd, Transition, judge
from bot.quota.limits import Limits
from bot.quota.samples import Sample
from bot.times.spans import HOUR
from tests.bot.quota.naive import Naive
from tests.bot.quota.walks import random, walk

PARTS = 10
WALKS_IN_PART = 1000
LOOKS = 12


@pytest.mark.parametrize("part", range(PARTS))
def test_random_walks_are_judged_as_the_naive_rules_judge_them(part: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(part * WALKS_IN_PART, (part + 1) * WALKS_IN_PART):
        seen.update(map(_kind, _judged_by_both(seed)))
    assert len(seen) == 8
    assert min(seen.values()) > WALKS_IN_PART // 100, f"a kind is hardly met: {seen}"


def test_a_hundred_thousand_spaces_are_judged_in_seconds() -> None:
    limits, now = Limits(), 1_700_000_000_000
    rng = random(1)
    known = [NOTHING_KNOWN] * 100_000
    transitions = 0
    started = process_time()
    for place, before in enumerate(known):
        verdict = judge(before, Sample(now, rng.randrange(1 << 38), 1 << 38), limits, now + HOUR)
        known[place] = verdict.known
        transitions += len(verdict.transitions)
    assert transitions > 10_000
    assert process_time() - started < 20, "it takes two when nothing measures coverage"


def _judged_by_both(seed: int) -> list[Transition]:
    known, naive, transitions = NOTHING_KNOWN, Naive(), list[Transition]()
    for step, look in enumerate(walk(seed, LOOKS)):
        verdict = judge(known, look.sample, look.limits, look.now, silenced=look.silenced)
        expected = naive.look(look.sample, look.limits, look.now, silenced=look.silenced)
        assert list(verdict.transitions) == expected, f"seed {seed}, look {step}"
        known = verdict.known
        transitions += expected
    return transitions


def _kind(transition: Transition) -> str:
    return transition.kind if isinstance(transition, Odd) else type(transition).__name__
