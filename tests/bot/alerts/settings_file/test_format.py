"""Who is told, written to a file and read from one."""

from collections.abc import Sequence
from datetime import date, time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts import notation
from bot.alerts.hours import Quiet
from bot.alerts.settings_file import format as file_format
from bot.alerts.settings_file import strict_yaml, values
from bot.alerts.settings_file.format import Wanted, dump, load, wish_of
from bot.alerts.subscription import FOR_EVER, Digest, Subscription
from bot.errors.files import BadFile, Problem
from bot.quota.limits import Free, Percent, in_order
from bot.quota.samples import ORGANISATION
from bot.times.spans import HOUR, MINUTE
from tests.bot.alerts.settings_file.subscriptions import (
    NOW,
    ZONE,
    subscription,
    subscriptions,
    unhurried,
)
from tests.sweeping import sweep

EVERYTHING = subscription(
    "cidAbc+/==",
    title="市场部: all # of it",
    spaces=frozenset({"1001", "22", ORGANISATION}),
    levels=(Percent(80), Free(20 << 30)),
    quiet=Quiet(time(22), time(8)),
    holidays=frozenset({date(2026, 10, 2), date(2026, 10, 1)}),
    worked=frozenset({date(2026, 10, 10)}),
    china=True,
    patience=36 * HOUR,
    muted_until=FOR_EVER,
    digest=Digest("weekly", 9 * 60, 0),
    alerts=False,
    language="zh",
)
MINE = subscription("cidB", "single", "", user_id="manager01")

FILE = """\
version: 1
conversations:
  - id: cidAbc+/==
    title: '市场部: all # of it'
    kind: group
    spaces:
      - '1001' # Marketing
      - '22'
      - organisation
    language: zh
    levels: [80%, 20 GB free]
    quiet: 22:00-08:00
    holidays: [2026-10-01, 2026-10-02]
    worked: [2026-10-10]
    china: yes
    patience: 36 h
    muted until: for ever
    digest: weekly mon 09:00
    alerts: no
  - id: cidB
    kind: single
    user: manager01
    spaces: all
"""


def written_as(*told: Subscription, names: dict[str, str] | None = None) -> str:
    return dump({each.conversation.id: each for each in told}, names or {}, zone=ZONE, now=NOW)


def read(text: str) -> list[Subscription]:
    return [each.subscription for each in load(text, zone=ZONE).conversations]


def problems(text: str) -> list[tuple[int, str, str, str]]:
    """What is wrong with a file: line, field, what stands there, and why it will not do."""
    with pytest.raises(BadFile) as bad:
        load(text, zone=ZONE)
    return [(each.line, each.field, each.given, each.reason) for each in bad.value.problems]


def wrong(member: str) -> tuple[str, str]:
    """What is wrong with one line of an entry that is right otherwise."""
    [(line, _, given, reason)] = problems(
        f"conversations:\n- id: cid1\n  spaces: all\n  {member}\n"
    )
    assert line == 4
    return given, reason


def test_a_file_is_what_a_person_would_write() -> None:
    text = written_as(MINE, EVERYTHING, names={"1001": "Marketing"})

    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert text == "\n".join(comments) + "\n" + FILE


@unhurried
@given(st.lists(subscriptions(), max_size=4, unique_by=lambda each: each.conversation.id))
def test_what_is_written_is_read_as_the_same(told: Sequence[Subscription]) -> None:
    wishes = [wish_of(each, NOW) for each in told if not each.personal]

    back = read(written_as(*told))

    assert set(back) == set(wishes)
    assert set(read(written_as(*back))) == set(wishes)


def test_names_of_spaces_are_comments_that_cannot_be_left() -> None:
    name = "x\n      - '666'\n  - id: evil\u2028    spaces: all\r- a # b\x00\ud800" + "x" * 200
    told = subscription(spaces=frozenset({"1"}))

    text = written_as(told, names={"1": name})

    assert read(text) == [wish_of(told, NOW)]


@unhurried
@given(st.text(), st.text())
def test_no_title_and_no_name_changes_what_a_file_says(title: str, name: str) -> None:
    told = subscription(title=title, spaces=frozenset({"1"}))

    [back] = read(written_as(told, names={"1": name}))

    assert back.spaces == told.spaces
    assert back.conversation.id == told.conversation.id


@unhurried
@given(st.text())
def test_other_readers_of_yaml_read_a_title_as_a_text(title: str) -> None:
    text = written_as(subscription(title=title))

    [entry] = yaml.safe_load(text)["conversations"]

    assert entry.get("title", "") == title


def test_members_own_alerts_are_in_no_file() -> None:
    theirs = subscription("cidC", "single", user_id="staff01", personal=True)

    assert read(written_as(MINE, theirs)) == [wish_of(MINE, NOW)]


def test_a_file_of_nothing_is_read_as_nothing() -> None:
    assert read(written_as()) == []


def test_a_mute_that_is_over_is_not_written() -> None:
    over, lasts = subscription(muted_until=NOW), subscription(muted_until=NOW + 1)

    assert "muted" not in written_as(over)
    [back] = read(written_as(lasts))
    assert 0 <= back.muted_until - lasts.muted_until < MINUTE


def test_a_moment_without_an_offset_is_local() -> None:
    [told] = load(
        "conversations:\n- {id: a, spaces: all, muted until: 2026-12-01 09:00}", zone=ZONE
    ).conversations

    assert told.subscription.muted_until == 1_796_086_800_000


def test_a_bom_and_windows_line_ends_are_read() -> None:
    assert read("\ufeff" + FILE.replace("\n", "\r\n")) == read(FILE)


def test_levels_are_read_in_their_order_and_once() -> None:
    """As typed ones are: whoever is judged by them takes the lower ones first."""
    [told] = read("conversations:\n- {id: a, spaces: [], levels: [95%, 20 GB free, 80%, 95%]}")

    assert told.levels == in_order([Percent(80), Percent(95), Free(20 << 30)])


def test_a_removal_needs_nothing_but_the_id() -> None:
    [one, two] = load(
        "conversations:\n- {id: a, remove: yes}\n- {id: b, spaces: [], remove: no}", zone=ZONE
    ).conversations

    assert one == Wanted(subscription("a", "", "", by="", at=0), 2, removed=True)
    assert not two.removed
    assert two.subscription.spaces == frozenset()


@sweep(
    ("member", "given", "reason"),
    [
        ("levels: [80%, 101%]", "101%", notation.NOT_A_LEVEL),
        ("levels: [0%]", "0%", notation.NOT_A_LEVEL),
        ("levels: [eighty]", "eighty", notation.NOT_A_LEVEL),
        ("levels: [9 EB free]", "9 EB free", notation.NOT_A_LEVEL),
        ("levels: [20 GiB free]", "20 GiB free", notation.NOT_A_LEVEL),
        ("levels: 80%", "80%", file_format.NOT_A_LIST),
        ("levels: [[80%]]", "", values.NOT_A_TEXT),
        (f"levels: [{', '.join(f'{n}%' for n in range(1, 10))}]", "", notation.TOO_MANY_LEVELS),
        (f"holidays: [{', '.join(['2026-10-01'] * 101)}]", "", notation.TOO_MANY_DAYS),
        ("quiet: 22", "22", notation.NOT_QUIET),
        ("quiet: 22:00-24:30", "22:00-24:30", notation.NOT_QUIET),
        ("quiet: 08:00-08:00", "08:00-08:00", notation.NOT_QUIET),
        ("quiet: [22:00, 8:00]", "", values.NOT_A_TEXT),
        ("holidays: [2026-02-30]", "2026-02-30", notation.NOT_A_DAY),
        ("holidays: [20261001]", "20261001", notation.NOT_A_DAY),
        ("patience: 0 h", "0 h", notation.NOT_A_SPAN),
        ("patience: 61 min and a bit", "61 min and a bit", notation.NOT_A_SPAN),
        ("patience: 1441 h", "1441 h", notation.NOT_A_SPAN),
        ("muted until: tomorrow", "tomorrow", notation.NOT_A_MOMENT),
        ("muted until: 1969-01-01", "1969-01-01", notation.NOT_A_MOMENT),
        ("muted until: 9999-12-31 23:59", "9999-12-31 23:59", notation.NOT_A_MOMENT),
        ("muted until: 0001-01-01 00:00+14:00", "0001-01-01 00:00+14:00", notation.NOT_A_MOMENT),
        ("digest: monthly", "monthly", notation.NOT_A_DIGEST),
        ("digest: weekly mon 13 am", "weekly mon 13 am", notation.NOT_A_DIGEST),
        ("digest: daily 25:00", "daily 25:00", notation.NOT_A_DIGEST),
        ("alerts: perhaps", "perhaps", notation.NOT_YES_OR_NO),
        ("language: fr", "fr", file_format.NOT_A_LANGUAGE),
        ("kind: channel", "channel", file_format.NOT_A_KIND),
        ("user: two words", "two words", values.NOT_AN_ID),
        ("user: ''", "", values.NOT_AN_ID),
        ("quite: 22:00-08:00", "", file_format.UNKNOWN_MEMBER),
        ("id: cid2", "id", strict_yaml.TWICE),
        ("title: &a x", "", strict_yaml.NO_ALIASES),
        ("title: *a", "", strict_yaml.NO_ALIASES),
        ("title: !!python/name:os.system x", "", strict_yaml.NO_TAGS),
        ("title: {a: {b: {c: {d: {e: {f: g}}}}}}", "", strict_yaml.TOO_DEEP),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(member: str, given: str, reason: str) -> None:
    assert wrong(member) == (given, reason)


@sweep(
    ("text", "expected"),
    [
        ("", (0, "", "", strict_yaml.NOTHING)),
        ("# only a comment", (0, "", "", strict_yaml.NOTHING)),
        ("hello", (1, "", "hello", file_format.NOT_MEMBERS)),
        ("version: 1", (0, "conversations", "", file_format.MISSING)),
        ("version: 2\nconversations: []", (1, "version", "2", file_format.OTHER_VERSION)),
        ("conversations: {}", (1, "conversations", "", file_format.NOT_A_LIST)),
        ("conversations: [a]", (1, "", "a", file_format.NOT_MEMBERS)),
        ("conversations:\n- id: a", (2, "spaces", "", file_format.MISSING)),
        ("conversations:\n- spaces: all", (2, "id", "", file_format.MISSING)),
        ("conversations: []\n---\nx", (2, "", "", strict_yaml.ONE_DOCUMENT)),
        ("conversations:\n  - a: 'b", (2, "", "- a: 'b", strict_yaml.NOT_YAML)),
        ("conversations:\n- \x07", (2, "", "", strict_yaml.NOT_YAML)),
        ("conversations:\n- ? [a]\n  : b", (2, "", "", strict_yaml.NO_NAME)),
        (
            "conversations:\n- {id: a, spaces: all}\n- {id: a, spaces: all}",
            (3, "id", "a", file_format.SAID_TWICE),
        ),
    ],
)
def test_a_file_that_is_none_is_told_where(text: str, expected: tuple[int, str, str, str]) -> None:
    assert expected in problems(text)


def test_everything_that_is_wrong_is_told_at_once_up_to_a_limit() -> None:
    two = problems(
        "conversations:\n- {id: a, spaces: all, quiet: x}\n- {id: b, spaces: all, digest: x}"
    )
    named = problems(
        "conversations:\n- {id: a, spaces: [1, [2], 'x y']}\n- {id: a, spaces: all, quite: x}"
    )
    many = problems("conversations:\n" + "- {spaces: all}\n" * 1000)

    assert [(line, field) for line, field, _, _ in two] == [(2, "quiet"), (3, "digest")]
    assert named == [
        (2, "spaces", "", values.NOT_A_TEXT),
        (2, "spaces", "x y", values.NOT_AN_ID),
        (3, "id", "a", file_format.SAID_TWICE),
        (3, "quite", "", file_format.UNKNOWN_MEMBER),
    ]
    assert len(many) == file_format.MOST_PROBLEMS


def test_what_is_too_long_is_not_said_again() -> None:
    [(_, field, given, _)] = problems(
        f"conversations: [{{id: a, spaces: all, user: {'x' * 5000}}}]"
    )
    [told] = read(f"conversations: [{{id: a, spaces: all, title: {'x' * 5000}}}]")

    assert (field, given) == ("user", "x" * file_format.MOST_SHOWN)
    assert len(told.conversation.title) == 256


@sweep(
    "bomb",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nconversations: *c",
        "&a [*a]",
        "conversations: [" + "{}, " * 50_000 + "]",
        "!" * 100_000,
        "%YAML 9.9\n---\nconversations: []",
        "'" + "\n" * 100_000,
    ],
)
def test_a_bomb_is_refused(bomb: str) -> None:
    assert problems(bomb)


@unhurried
@given(st.text() | st.text(st.sampled_from("[]{}:,-?&*!|>'\"%@` \n\t#ab1")))
def test_garbage_is_refused_in_our_own_words(text: str) -> None:
    _is_read_or_refused(text)


@unhurried
@given(st.integers(0, len(FILE)), st.text(max_size=3), st.integers(0, 6))
def test_a_file_that_was_damaged_is_read_or_refused(place: int, put: str, cut: int) -> None:
    _is_read_or_refused(FILE[:place] + put + FILE[place + cut :])


def _is_read_or_refused(text: str) -> None:
    try:
        load(text, zone=ZONE)
    except BadFile as bad:
        assert all(isinstance(each, Problem) and each.reason for each in bad.problems)  # noqa: PT017 - either is right
