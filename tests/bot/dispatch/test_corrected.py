"""A value that is corrected takes the place of the one that was understood, and nothing else."""

from typing import Final

from bot.alerts.subscription import Digest
from bot.digests.said import corrected as digest_corrected
from bot.dispatch.corrected import corrected, corrects
from bot.dispatch.following import following
from bot.dispatch.offer_filled import filled
from bot.drive.spaces import Space
from bot.sessions import Offer, Offering
from tests.sweeping import sweep

NAMES: Final = ("市场部", "Engineering", "Finance", "Legal 法务", "Marketing Archive 2024")
SPACES: Final = [Space(f"id{n}", name, "org", 1) for n, name in enumerate(NAMES)]
RENAMED: Final = {"file": "Finance/report-02.pdf", "name": "Q3 board report"}
ROOM: Final = {"space": "Finance", "size": "+50 GB, audit"}
MOVED: Final = {"files": "Finance/report-02.pdf", "place": "Engineering"}
GIVEN: Final = {"person": "Ann", "role": "can view", "place": "Finance/a.pdf", "time": "monday"}
SNOOZED: Final = {"space": "市场部", "until": "till tomorrow"}
CREATED: Final = {"name": "Lisbon office, with 200 GB"}


@sweep(
    ("words", "raw", "text", "changed"),
    [
        ("file rename", RENAMED, "oh no wait, not Q3, Q4", {"name": "Q4 board report"}),
        ("file rename", RENAMED, "Q4, not Q3", {"name": "Q4 board report"}),
        ("file rename", RENAMED, "no, Q4 summary", {"name": "Q4 summary"}),
        ("file rename", RENAMED, "call it minutes.pdf instead", {"name": "minutes.pdf"}),
        ("file rename", RENAMED, "不是Q3，是Q4", {"name": "Q4 board report"}),
        ("request room", ROOM, "no, make it 30 GB", {"size": "+30 GB, audit"}),
        ("request room", ROOM, "30 GB please, not 50", {"size": "+30 GB, audit"}),
        ("request room", ROOM, "sorry, 20", {"size": "+20 GB, audit"}),
        ("request room", ROOM, "I meant Engineering", {"space": "Engineering"}),
        ("request room", ROOM, "no, for Legal", {"space": "Legal 法务"}),
        ("file move", MOVED, "not Engineering, Legal", {"place": "Legal 法务"}),
        ("file move", MOVED, "from 市场部, not Finance", {"files": "市场部/report-02.pdf"}),
        ("file move", MOVED, "sorry, photo-08.docx", {"files": "Finance/photo-08.docx"}),
        ("alert snooze", SNOOZED, "no, until monday", {"until": "monday"}),
        ("space create", CREATED, "make it 100 GB", {"name": "Lisbon office, with 100 GB"}),
        ("space create", CREATED, "no, Porto office", {"name": "Porto office, with 200 GB"}),
        ("quota levels", {"space": "Finance", "levels": "85"}, "no, 90%", {"levels": "90%"}),
        (
            "folder create",
            {"name": "Finance/Invoices"},
            "no, call it Bills",
            {"name": "Finance/Bills"},
        ),
        (
            "folder create",
            {"name": "Finance/Bills"},
            "in Legal, not Finance",
            {"name": "Legal/Bills"},
        ),
        (
            "folder create",
            {"name": "Finance/简历"},
            "建错地方了，应该在市场部",
            {"name": "市场部/简历"},
        ),
        ("grant", GIVEN, "no, edit", {"role": "can edit"}),
        ("grant", GIVEN, "I meant Wang Li", {"person": "Wang Li"}),
        ("grant", GIVEN, "sorry, until friday", {"time": "friday"}),
        ("file send", {"file": "1"}, "actually the second one instead", {"file": "2"}),
        (
            "file move",
            {"files": "1 2", "place": "Legal"},
            "no wait, only the first",
            {"files": "1"},
        ),
    ],
)
def test_what_is_meant_takes_the_place_of_what_was_understood(
    words: str, raw: dict[str, str], text: str, changed: dict[str, str]
) -> None:
    assert corrected(words, raw, text, SPACES) == {**raw, **changed}


@sweep(
    "text",
    [
        "no",
        "no thanks",
        "no, cancel it",
        "hmm let me think",
        "please hurry",
        "sorry, wrong file",
        "is it really needed?",
        "no, the second one",
        "no, I meant report-03.pdf",
        "how full is Engineering",
        "don't do it",
        "不对不对，还是改回去",
        "ok but they get 30, not 50",
    ],
)
def test_anything_else_corrects_no_name(text: str) -> None:
    assert corrected("file rename", RENAMED, text, SPACES) is None


def test_a_space_that_nobody_named_may_be_given_so() -> None:
    found = corrected(
        "alert snooze", {"until": "monday"}, "I meant Finance", SPACES, ("space", "until")
    )

    assert found == {"space": "Finance", "until": "monday"}


def test_a_command_corrects_only_with_it() -> None:
    assert corrects("make it 30 GB", typed=True)
    assert not corrects("no, files Finance", typed=True)


@sweep(
    ("text", "name"),
    [
        ("and 市场部, it is better?", "市场部"),
        ("what about Engineering, is it any better", "Engineering"),
        ("and Finance is it full too?", "Finance"),
        ("and Finance", "Finance"),
        ("and Engineering too", "Engineering"),
    ],
)
def test_what_is_asked_of_a_name_is_no_part_of_it(text: str, name: str) -> None:
    found = following(text)

    assert found is not None
    assert (found.kind, found.name) == ("same", name)


@sweep(
    "text",
    [
        "能不能给销售合同加50个G",
        "那市场部也加30G",
        "Engineering needs 20 GB more",
        "+20 GB for Engineering",
    ],
)
def test_a_size_for_another_space_is_none_for_the_open_request(text: str) -> None:
    asks = Offering((Offer("request room", {"space": "Finance", "size": "+5 GB"}, ""),), asks=True)

    assert filled(asks, text, ["Finance", "销售合同", "市场部", "Engineering"]) is None
    assert filled(asks, "20 GB, the audit comes", ["Finance"]) is not None


@sweep(
    "text",
    [
        "晚上十点到早上八点别发提醒",
        "晚上十点到早上八点别在群里发消息",
        "no pings between 10pm and 8am",
    ],
)
def test_quiet_hours_are_no_other_time_of_a_digest(text: str) -> None:
    assert digest_corrected(text, Digest("weekly", 17 * 60, 4)) is None
    assert digest_corrected("改成下午五点半发", Digest("weekly", 17 * 60, 4)) is not None
