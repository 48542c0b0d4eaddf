"""One incident in one conversation: what is said, when, and what is not."""

from dataclasses import replace
from datetime import date, time

from pydantic import TypeAdapter

from bot.alerts.hours import Care, Hours, Quiet
from bot.alerts.incident import Actor, Incident, Until
from bot.alerts.incident_steps import (
    Do,
    Edit,
    Escalate,
    Notify,
    Remind,
    Step,
    begin,
    give_back,
    hear,
    pass_time,
    snooze,
    take,
)
from bot.quota.crossings import Crossed, Odd, OddKind, Resolved, Transition, Worse
from bot.quota.limits import Percent
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR, MINUTE
from tests.bot.alerts.test_hours import CHINA, at, local
from tests.sweeping import sweep

GIB = 1 << 30
LIMIT = 100 * GIB
TUESDAY = at("2026-11-24 15:00")
ANN, BOB = Actor("staff01", "Ann"), Actor("manager01", "Bob")
ALWAYS = Care(Hours(CHINA))
NIGHTS = Care(Hours(CHINA, Quiet(time(20), time(8)), frozenset({date(2026, 11, 26)})))


def sample(percent: int) -> Sample:
    return Sample(TUESDAY, percent * GIB, LIMIT)


def crossed(percent: int) -> Crossed:
    return Crossed(Percent(percent), sample(percent), LIMIT, None)


def worse(percent: int, was: int) -> Worse:
    return Worse(Percent(percent), sample(percent), LIMIT, None, Percent(was))


def fell(percent: int, still: int | None = None) -> Resolved:
    used = sample((still or percent) - 4)
    return Resolved(Percent(percent), Percent(still) if still else None, used, LIMIT)


def odd(kind: OddKind = "shrunk") -> Odd:
    return Odd(kind, sample(10), sample(40))


class Life:
    """One incident, and what it did."""

    def __init__(self, transition: Crossed | Odd, care: Care = ALWAYS, now: int = TUESDAY) -> None:
        self.care = care
        self.now = now
        self.did: list[str] = []
        self.incident = self._done(begin("s1", transition, care, now))

    def hear(self, transition: Transition) -> list[str]:
        return self._does(hear(self.incident, transition, self.care, self.now))

    def take(self, by: Actor = ANN) -> list[str]:
        return self._does(take(self.incident, by, self.care, self.now))

    def give_back(self) -> list[str]:
        return self._does(give_back(self.incident, self.care, self.now))

    def snooze(self, until: Until, by: Actor = ANN) -> list[str]:
        return self._does(snooze(self.incident, by, until, self.care, self.now))

    def sleep(self, text: str) -> list[str]:
        """Let time pass until then; gives all that is done on the way, with when."""
        end, done = at(text), list[str]()
        while (wakes := self.incident.wakes) is not None and wakes <= end:
            self.now = max(self.now, wakes)
            step = pass_time(self.incident, self.care, self.now)
            assert step.incident != self.incident, "it wakes and nothing changes"
            done += [f"{local(self.now)[5:]} {did}" for did in self._does(step)]
        self.now = end
        return done

    def _does(self, step: Step) -> list[str]:
        self._done(step)
        return [said(each) for each in step.do]

    def _done(self, step: Step) -> Incident:
        self.did += [said(each) for each in step.do]
        self.incident = step.incident
        return step.incident


def said(do: Do) -> str:
    match do:
        case Notify():
            return "post"
        case Edit():
            return "edit"
        case Remind(whom=whom):
            return f"remind {whom.nick}" if whom else "remind"
        case Escalate():
            return "escalate"


def test_a_crossing_is_posted_and_getting_worse_is_posted_again() -> None:
    life = Life(crossed(80))
    first = life.incident.card

    assert life.did == ["post"]
    step = hear(life.incident, worse(90, 80), ALWAYS, TUESDAY)
    assert step.do == (Notify(step.incident.card, replaces=first),)
    assert step.incident.level == Percent(90)
    assert step.incident.card != first


def test_what_was_heard_before_only_refreshes_the_numbers() -> None:
    life = Life(crossed(90))

    assert [life.hear(transition) for transition in (crossed(90), crossed(80), worse(90, 80))] == [
        ["edit"]
    ] * 3


def test_falling_below_everything_edits_once_and_closes() -> None:
    life = Life(crossed(90))

    assert life.hear(fell(90)) == ["edit"]
    assert life.incident.closed == TUESDAY
    assert [
        life.hear(transition) for transition in (fell(90), worse(95, 90), crossed(80), odd())
    ] == [[]] * 4
    assert life.take() == life.snooze("hour") == life.give_back() == []
    assert life.sleep("2027-01-01 00:00") == []


def test_falling_below_a_level_edits_and_rising_again_posts() -> None:
    life = Life(crossed(95))

    assert life.hear(fell(95, 80)) == ["edit"]
    assert life.incident.level == Percent(80)
    assert life.hear(worse(95, 80)) == ["post"]


def test_nobody_takes_it_so_it_is_reminded_once_and_escalated_once() -> None:
    life = Life(crossed(80))

    assert life.sleep("2027-01-01 00:00") == [
        "11-25 15:00 remind",
        "11-25 15:00 edit",
        "11-26 15:00 escalate",
        "11-26 15:00 edit",
    ]
    assert (life.incident.stage, life.incident.wakes) == ("escalated", None)


def test_whoever_took_it_is_reminded_a_working_day_later() -> None:
    life = Life(crossed(80))
    life.sleep("2026-11-24 18:00")

    assert life.take() == ["edit"]
    assert life.sleep("2026-12-31 00:00")[::2] == ["11-25 18:00 remind Ann", "11-26 18:00 escalate"]


def test_deadlines_wait_for_working_days_and_for_the_hour() -> None:
    """Tuesday night; Thursday is a holiday, then comes a weekend."""
    life = Life(crossed(80), NIGHTS, at("2026-11-24 19:59"))

    assert life.sleep("2026-12-31 00:00")[::2] == ["11-25 19:59 remind", "11-27 19:59 escalate"]

    care = replace(NIGHTS, patience=HOUR)
    life = Life(crossed(80), care, at("2026-11-24 19:30"))
    assert life.sleep("2026-12-31 00:00")[::2] == ["11-25 08:00 remind", "11-25 09:00 escalate"]


def test_taking_it_again_is_nothing_and_taking_it_over_is() -> None:
    life = Life(crossed(80))
    life.take()

    assert life.take() == []
    assert life.take(BOB) == ["edit"]
    assert life.incident.taken is not None
    assert life.incident.taken.by == BOB


def test_what_is_given_back_waits_for_somebody_anew() -> None:
    life = Life(crossed(80))
    life.take()
    life.sleep("2026-11-25 15:00")

    assert life.give_back() == ["edit"]
    assert life.give_back() == []
    assert life.sleep("2026-11-26 15:00") == ["11-26 15:00 remind", "11-26 15:00 edit"]


def test_whatever_changes_lets_the_deadline_run_anew() -> None:
    life = Life(crossed(80))
    assert "11-26 15:00 escalate" in life.sleep("2026-11-27 15:00")

    assert life.hear(worse(90, 80)) == ["post"]
    assert life.sleep("2026-11-30 15:00") == ["11-30 15:00 remind", "11-30 15:00 edit"]
    assert life.hear(fell(90, 80)) == ["edit"]
    assert life.incident.stage == "waiting"


def test_at_night_a_crossing_waits_for_the_morning_and_is_posted_as_it_is_then() -> None:
    life = Life(crossed(80), NIGHTS, at("2026-11-24 23:00"))

    assert life.did == []
    assert life.hear(worse(90, 80)) == []
    assert life.sleep("2026-11-25 08:00") == ["11-25 08:00 post"]
    assert life.incident.told == Percent(90)


def test_nobody_presses_what_is_not_shown_yet() -> None:
    life = Life(crossed(80), NIGHTS, at("2026-11-24 23:00"))

    assert life.take() == life.snooze("level") == life.give_back() == []
    assert life.sleep("2026-11-25 08:00") == ["11-25 08:00 post"]


def test_at_night_a_card_that_stands_shows_what_is_worse_at_once() -> None:
    life = Life(crossed(80), NIGHTS)
    life.sleep("2026-11-24 23:00")

    assert life.hear(worse(90, 80)) == ["edit"]
    assert life.sleep("2026-11-25 08:00") == ["11-25 08:00 post"]


def test_what_was_over_by_the_morning_is_not_told() -> None:
    life = Life(crossed(80), NIGHTS, at("2026-11-24 23:00"))

    assert life.hear(fell(80)) == []
    assert life.sleep("2026-12-31 00:00") == []

    life = Life(crossed(80), NIGHTS)
    life.sleep("2026-11-24 23:00")
    life.hear(worse(95, 80))
    assert life.hear(fell(95, 80)) == ["edit"]
    assert life.sleep("2026-11-25 08:00") == []


def test_what_is_still_worse_than_what_was_told_waits_on() -> None:
    life = Life(crossed(80), NIGHTS)
    life.sleep("2026-11-24 23:00")
    life.hear(worse(95, 80))

    assert life.hear(fell(95, 90)) == ["edit"]
    assert life.sleep("2026-11-25 08:00") == ["11-25 08:00 post"]
    assert life.incident.told == Percent(90)


def test_a_holiday_holds_back_like_a_night() -> None:
    life = Life(crossed(80), NIGHTS, at("2026-11-26 12:00"))

    assert life.sleep("2026-11-27 08:00") == ["11-27 08:00 post"]


def test_what_is_full_waits_for_no_morning_and_no_snooze() -> None:
    night = at("2026-11-24 23:00")
    assert Life(crossed(100), NIGHTS, night).did == ["post"]

    held = Life(crossed(95), NIGHTS, night)
    assert held.hear(worse(100, 95)) == ["post"]

    asleep = Life(crossed(95))
    asleep.snooze("morning")
    assert asleep.hear(worse(100, 95)) == ["post"]
    assert asleep.incident.snoozed is None


def test_what_becomes_full_without_another_level_is_worse() -> None:
    life = Life(crossed(90))

    assert life.hear(Crossed(Percent(90), sample(101), LIMIT, None)) == ["post"]


def test_a_snooze_of_an_hour_holds_back_and_ends_in_what_waited() -> None:
    life = Life(crossed(80))

    assert life.snooze("hour") == ["edit"]
    assert life.hear(worse(90, 80)) == ["edit"]
    assert life.sleep("2026-11-24 18:00") == ["11-24 16:00 post"]
    assert life.incident.snoozed is None


def test_whoever_snoozed_is_reminded_at_the_end_and_then_it_is_escalated() -> None:
    life = Life(crossed(80))
    life.take()
    life.snooze("morning", BOB)

    assert life.sleep("2026-12-31 00:00")[::2] == ["11-25 09:00 remind Bob", "11-26 09:00 escalate"]


def test_a_snooze_until_the_next_level_ends_with_it_and_not_with_time() -> None:
    life = Life(crossed(80))
    life.snooze("level")

    assert life.sleep("2026-12-31 00:00") == []
    assert life.hear(fell(80, 50)) == ["edit"]
    assert life.sleep("2027-02-01 00:00") == []
    assert life.hear(worse(90, 80)) == ["post"]


def test_a_snooze_until_the_next_level_drops_what_was_seen_and_waits_to_be_told() -> None:
    life = Life(crossed(80), NIGHTS)
    life.sleep("2026-11-24 23:00")
    life.hear(worse(90, 80))
    life.snooze("level")

    assert life.sleep("2026-12-31 00:00") == []


def test_a_snooze_that_ends_at_night_ends_in_the_morning() -> None:
    life = Life(crossed(80), NIGHTS, at("2026-11-24 19:30"))
    life.snooze("hour")

    assert life.sleep("2026-11-25 12:00") == ["11-25 08:00 remind Ann", "11-25 08:00 edit"]


def test_a_snooze_puts_off_what_waits_already() -> None:
    life = Life(crossed(80), NIGHTS)
    life.sleep("2026-11-24 23:00")
    life.hear(worse(90, 80))
    life.snooze("morning")

    assert life.sleep("2026-11-25 12:00") == ["11-25 09:00 post"]


def test_a_snooze_across_a_change_of_clocks_ends_by_the_clock_on_the_wall() -> None:
    care = Care(Hours("Europe/Berlin"))
    evening = at("2026-03-28 21:00", "Europe/Berlin")
    life = Life(crossed(80), care, evening)
    life.snooze("morning")

    assert life.incident.wakes == at("2026-03-29 09:00", "Europe/Berlin")
    assert life.incident.wakes is not None
    assert life.incident.wakes - evening == 11 * HOUR


def test_quiet_hours_that_were_set_later_put_off_what_is_due() -> None:
    life = Life(crossed(80))
    life.snooze("morning")
    life.care = replace(NIGHTS, hours=replace(NIGHTS.hours, quiet=Quiet(time(8), time(12))))

    assert life.sleep("2026-11-25 13:00") == ["11-25 12:00 remind Ann", "11-25 12:00 edit"]


def test_after_a_long_time_down_one_thing_is_done_at_once_and_not_all() -> None:
    incident = Life(crossed(80)).incident
    late = TUESDAY + 30 * DAY

    step = pass_time(incident, ALWAYS, late)
    assert [said(each) for each in step.do] == ["remind", "edit"]
    assert pass_time(step.incident, ALWAYS, late + HOUR).do == ()


def test_too_early_and_a_clock_set_back_do_nothing() -> None:
    incident = Life(crossed(80)).incident

    for now in (TUESDAY - DAY, TUESDAY, TUESDAY + DAY - MINUTE):
        assert pass_time(incident, ALWAYS, now) == Step(incident)


def test_an_oddity_is_told_once_and_is_over() -> None:
    life = Life(odd(), NIGHTS, at("2026-11-24 23:00"))

    assert life.hear(odd("missing")) == life.hear(odd()) == []
    assert life.sleep("2026-12-31 00:00") == ["11-25 08:00 post"]
    assert life.incident.odd == ("shrunk", "missing")
    assert life.incident.closed is not None


def test_an_oddity_of_what_fills_up_stands_on_its_card() -> None:
    life = Life(crossed(80))

    assert life.hear(odd("over_quota")) == ["edit"]
    assert life.hear(odd("over_quota")) == []


def test_an_oddity_that_waits_grows_into_a_crossing() -> None:
    life = Life(odd(), NIGHTS, at("2026-11-24 23:00"))

    assert life.hear(crossed(80)) == []
    assert life.sleep("2026-11-25 08:00") == ["11-25 08:00 post"]
    assert (life.incident.closed, life.incident.level) == (None, Percent(80))


def test_a_limit_that_went_away_closes_it() -> None:
    life = Life(crossed(80))

    assert life.hear(Resolved(Percent(80), None, sample(80), None)) == ["edit"]
    assert not life.incident.full
    assert life.incident.closed is not None


def test_a_step_taken_again_names_the_same_message() -> None:
    incident = Life(crossed(80)).incident

    once, again = (hear(incident, worse(90, 80), ALWAYS, TUESDAY) for _ in range(2))
    assert once == again
    keys = {incident.card, once.incident.card}
    reminded = pass_time(once.incident, ALWAYS, TUESDAY + 5 * DAY)
    assert isinstance(reminded.do[0], Remind)
    assert reminded.do[0].key not in keys


def test_what_may_have_been_told_before_says_so() -> None:
    assert begin("s1", crossed(80), ALWAYS, TUESDAY, doubtful=True).incident.doubtful


@sweep("until", ["hour", "morning", "level"])
def test_an_incident_travels_as_small_json(until: Until) -> None:
    life = Life(crossed(80), NIGHTS)
    life.take()
    life.snooze(until)
    assert life.did == ["post", "edit", "edit"]
    life.hear(odd())
    life.hear(worse(90, 80))
    travels = TypeAdapter(Incident)
    written = travels.dump_json(life.incident)

    assert travels.validate_json(written) == life.incident
    assert len(written) < 800
