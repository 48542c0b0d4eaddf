"""A month of watching on made-up growth, by the planner and by the clock: ``make bench-watch``.

The planner sees what its own looks bring and nothing else. It starts on the first of a month with
nothing known. What is still unknown when the month ends waits for the next sweep, and counts.
"""

import platform
import resource
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from time import process_time

from bench.growth import SHARES, START, Crossing, Grown, organisation
from bot.quota.crossings import NOTHING_KNOWN, RuleState, judge
from bot.quota.limits import Limits
from bot.quota.observations.sampler import STALE
from bot.quota.pace import Pace
from bot.quota.plan import (
    PAGE,
    Allowance,
    Watched,
    WatchState,
    offset,
    plan,
    usages_to_reach,
    watched,
)
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR, MINUTE

DAYS = 30
ALLOWANCES = {30: 1000, 300: 1000, 1000: 1800, 3000: 2200}
"""What the watch may spend in the month, by the number of spaces."""
ORGANISATIONS = {30: 20, 300: 5, 1000: 2, 3000: 1}
"""How many are watched of each size: small ones have few crossings each."""
EVEN = ("steady", "weekly")
"""Kinds of growth that keep a pace; the others come by leaps."""
ALERT, EDIT, DIGEST = 2, 1, 3
"""Calls at most: an alert is a picture and a card, which changes once; a digest is as much."""
WEEKS = 5
SHARE = 3000
"""60 % of the 5,000 calls of a Standard organisation."""
MANY = 100_000
POLICY = Limits()


@dataclass(slots=True)
class Month:
    """A simulated month: what is known, what was spent, how late each crossing became known.

    ``delays`` are milliseconds, by the kind of growth.
    """

    truth: dict[str, Grown]
    allowance: int
    end: int
    calls: int = 0
    capacity_at: int = 0
    state: WatchState = field(default_factory=lambda: WatchState(offset("bench")))
    known: dict[str, Watched] = field(default_factory=dict)
    samples: dict[str, Sample] = field(default_factory=dict)
    waiting: dict[str, list[Crossing]] = field(default_factory=dict)
    delays: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def run(self) -> None:
        """Plan and look until the month ends, and sweep once after it."""
        self.waiting = {name: space.crossings() for name, space in self.truth.items()}
        now = START
        while now < self.end:
            now = self._step(now)
        calls = self.calls
        self._sweep(max((self.state.swept or now) + DAY, self.end))
        self.calls = calls

    def _step(self, now: int) -> int:
        left = self.allowance - self.calls
        decided = plan(self.known.values(), self.state, Allowance(left, left, self.end), now)
        for batch in decided.looks:
            self._look(batch, now)
        if decided.sweep:
            self._sweep(now)
        return decided.next_at

    def _look(self, batch: Sequence[str], now: int) -> None:
        """Look at some spaces; one that is left out is let alone until a sweep finds it again."""
        self.calls += 1
        self.state = replace(self.state, looked=now)
        for space_id in batch:
            if self.truth[space_id].exists(now):
                self._see(self.truth[space_id], now)
            else:
                del self.known[space_id]

    def _sweep(self, now: int) -> None:
        listed = [space for space in self.truth.values() if space.exists(now)]
        self.calls += ceil(len(listed) / PAGE)
        if now - self.capacity_at >= STALE:
            self.calls, self.capacity_at = self.calls + 1, now
        self.state = replace(self.state, looked=now, began=now, swept=now)
        for space in listed:
            self._see(space, now)
        for gone in self.known.keys() - {space.space_id for space in listed}:
            del self.known[gone]

    def _see(self, space: Grown, now: int) -> None:
        name, sample = space.space_id, space.sample(now)
        before = self.known.get(name)
        pace = Pace() if before is None else before.pace.after(self.samples[name], sample)
        self.samples[name] = sample
        self.known[name] = watched(name, sample, usages_to_reach(POLICY, sample.quota), pace)
        waiting = self.waiting[name]
        while waiting and waiting[0].at <= now:
            crossing = waiting.pop(0)
            if crossing.at < self.end:
                self.delays[space.kind].append(now - crossing.at)


def simulated(count: int, allowance: int, days: int = DAYS, seed: int = 1) -> Month:
    """Watch an organisation of ``count`` spaces for some days."""
    spaces = organisation(count, days + 2, seed)
    month = Month({space.space_id: space for space in spaces}, allowance, START + days * DAY)
    month.run()
    return month


def by_the_clock(month: Month, every: int) -> tuple[int, list[int]]:
    """Give the calls of a sweep every so many milliseconds, and its delays at an even pace."""
    moments = range(START, month.end, every)
    spaces = month.truth.values()
    calls = sum(ceil(sum(space.exists(at) for space in spaces) / PAGE) for at in moments)
    ats = [
        crossing.at
        for space in spaces
        if space.kind in EVEN
        for crossing in space.crossings()
        if crossing.at < month.end
    ]
    return calls, [-(at - START) % every for at in ats]


def share_within(delays: Sequence[int], limit: int) -> float:
    """Tell which share of the crossings was known in time; all of none."""
    return sum(delay <= limit for delay in delays) / len(delays) if delays else 1.0


def high(delays: Iterable[int], share: float) -> int:
    """Give the delay that this share of the crossings does not exceed."""
    ordered = sorted(delays)
    return ordered[max(ceil(share * len(ordered)) - 1, 0)]


def judged(count: int) -> float:
    """Plan and judge many spaces once, and give the seconds of one core it took."""
    samples = [
        Sample(START + n % 7 * MINUTE, (n * 7919 % 100) << 30, 100 << 30) for n in range(count)
    ]
    later = [Sample(s.at + DAY, s.used + (1 << 28), s.quota) for s in samples]
    began = process_time()
    spaces: list[Watched] = []
    known: list[RuleState] = []
    for n, (before, sample) in enumerate(zip(samples, later, strict=True)):
        pace = Pace().after(before, sample)
        spaces.append(watched(str(n), sample, usages_to_reach(POLICY, sample.quota), pace))
        known.append(judge(NOTHING_KNOWN, sample, POLICY, sample.at).known)
    now = START + DAY + 12 * HOUR
    plan(
        spaces,
        WatchState(0, now - HOUR, now - HOUR, now - HOUR),
        Allowance(10**6, 10**6, now + DAY),
        now,
    )
    return process_time() - began


def main() -> None:
    """Print the tables, in about a minute."""
    seconds = judged(MANY)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    months = {
        count: [simulated(count, ALLOWANCES[count], seed=seed) for seed in range(1, many + 1)]
        for count, many in ORGANISATIONS.items()
    }
    print(f"Python {platform.python_version()}; organisations watched: {_counted(ORGANISATIONS)}\n")
    _print_calls(months)
    print()
    _print_delays(months)
    print()
    _print_month(months)
    print(
        f"\n{MANY:,} spaces learned from, judged and planned in {seconds:.1f} s of one core;"
        f" the process took {megabytes:.0f} MB at most."
    )


def _counted(organisations: dict[int, int]) -> str:
    return ", ".join(f"{many} of {count:,}" for count, many in organisations.items())


def _print_calls(months: dict[int, list[Month]]) -> None:
    print("| spaces | watched by | calls a month, at most | crossings at an even pace |", end="")
    print(" known after: median | 95 % | worst | within 1 h |\n" + "|---" * 8 + "|")
    for count, alike in months.items():
        even = [delay for month in alike for kind in EVEN for delay in month.delays[kind]]
        _print_row(count, "the planner", f"**{max(month.calls for month in alike):,}**", even)
        for hours in (1, 6):
            swept = [by_the_clock(month, hours * HOUR) for month in alike]
            late = [delay for _, delays in swept for delay in delays]
            _print_row(count, f"a sweep every {hours} h", f"{max(swept)[0]:,}", late)


def _print_delays(months: dict[int, list[Month]]) -> None:
    print("| spaces | growth | crossings | known after: median | 95 % | worst | within 1 h |")
    print("|---" * 7 + "|")
    for count, alike in months.items():
        for kind in SHARES:
            late = [delay for month in alike for delay in month.delays[kind]]
            if late:
                _print_row(count, kind, None, late)


def _print_month(months: dict[int, list[Month]]) -> None:
    """Say what a month costs in all, if one conversation is told of everything."""
    print("| spaces | watching | alerts | a digest a week | together | of the bot's share |")
    print("|---" * 6 + "|")
    for count, alike in months.items():
        dearest = max(alike, key=lambda month: month.calls)
        told = sum(len(delays) for delays in dearest.delays.values())
        costs = (dearest.calls, told * (ALERT + EDIT), WEEKS * DIGEST)
        cells = [f"{cost:,}" for cost in (*costs, sum(costs))]
        print(f"| {count:,} | {' | '.join(cells)} | {sum(costs) / SHARE:.0%} |")


def _print_row(count: int, what: str, calls: str | None, delays: Sequence[int]) -> None:
    cells = [f"{count:,}", what, *([calls] if calls else []), str(len(delays))]
    if delays:
        cells += [_span(high(delays, share)) for share in (0.5, 0.95, 1)]
        cells.append(f"{share_within(delays, HOUR):.1%}")
    print(f"| {' | '.join(cells)} |")


def _span(millis: int) -> str:
    return f"{millis / MINUTE:.0f} min" if millis < 2 * HOUR else f"{millis / HOUR:.1f} h"


if __name__ == "__main__":
    main()
