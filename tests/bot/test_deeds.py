"""Lines of the audit trail as sentences: every command that writes one has its own."""

import re

from bot.audit import Entry
from bot.deeds import DEEDS, PLANNED, UNKNOWN, Either, deed_of, place_of
from bot.quota.samples import ORGANISATION
from handlers import ROUTERS
from tests.sweeping import sweep

BESIDES = {"pause", "resume", "undo", "operator off", "forget person"} | {
    *("digest weekly", "digest daily", "quota levels all"),
}
"""Commands that write lines although a pause does not stop them, and names of kinds of lines."""


def changing() -> set[str]:
    """The commands that change something: by words, a button, an answer, a file or a hold."""
    found: set[str] = set()
    for router in ROUTERS:
        found |= {route.words for route in router.commands if route.changes}
        found |= {route.words for route in router.actions if route.changes}
        found |= {route.words for route in router.states if route.changes}
        found |= {route.words for route in router.files if route.changes}
    return found | {hold.words for router in ROUTERS for hold in router.holds}


def line(command: str, outcome: str = "done", **more: str) -> Entry:
    members = {"target": "sp1", "name": "Finance"} | more
    return Entry("manager01", "Bob", "cid1", command, outcome=outcome, **members)


def test_every_command_that_writes_to_the_trail_has_its_sentence() -> None:
    assert set(DEEDS) == changing() | BESIDES


def test_every_sentence_names_what_it_is_about_by_name_or_title_alone() -> None:
    told = {"name", "place", "size", "count", "levels", "used"}
    for deed in DEEDS.values():
        ways = (deed.if_so, deed.otherwise) if isinstance(deed, Either) else (deed.done,)
        for sentence in (*ways, deed.wanted):
            assert set(re.findall(r"%\((\w+)\)s", sentence)) <= told
            assert sentence.startswith("wanted to ") == (sentence == deed.wanted)


def test_no_sentence_is_said_of_two_commands() -> None:
    ways = [
        sentence
        for deed in DEEDS.values()
        for sentence in (
            (deed.if_so, deed.otherwise, deed.wanted)
            if isinstance(deed, Either)
            else (deed.done, deed.wanted)
        )
    ]
    assert len(ways) == len(set(ways))


@sweep(
    ("command", "after", "sentence", "values"),
    [
        ("space delete", "", "deleted the space “%(name)s”", {"name": "Finance"}),
        ("quota set", "soft_quota=500", "set the soft quota of “%(name)s” to", {"size": 500}),
        ("quota set", "", "removed the soft quota of “%(name)s”", {"name": "Finance"}),
        (
            "quota levels",
            "levels=80,20GB",
            "set the alert levels of “%(name)s”",
            {"levels": "80 20GB"},
        ),
        ("alert here", "spaces=all; levels=80", "turned on alerts in %(place)s for all spaces", {}),
        (
            "alert here",
            "spaces=1,2",
            "turned on alerts in %(place)s for chosen spaces",
            {"count": 2},
        ),
        ("alert off", "spaces=1", "turned off alerts in %(place)s for some spaces", {}),
        ("alert off", "", "turned off alerts in %(place)s", {}),
        ("alert mute", "spaces=all; muted_until=5", "muted alerts in %(place)s", {}),
        ("alert mute", "spaces=all", "unmuted alerts in %(place)s", {}),
        ("budget used", "used=1200", "entered the API calls used this month", {"used": "1200"}),
    ],
)
def test_what_was_done_is_told_by_the_facts(
    command: str, after: str, sentence: str, values: dict[str, object]
) -> None:
    deed = deed_of(line(command, after=after))

    assert deed.message.startswith(sentence)
    assert values.items() <= dict(deed.values).items()


def test_the_levels_of_all_spaces_are_told_as_such() -> None:
    entry = line("quota levels", target=ORGANISATION, name="", after="levels=80")

    assert deed_of(entry).message == "set the alert levels of all spaces: %(levels)s"


@sweep("outcome", ["planned", "refused: only admins may", "failed", "uncertain"])
def test_what_was_not_done_is_told_as_a_wish(outcome: str) -> None:
    for command, deed in DEEDS.items():
        planned = PLANNED.get(command) if outcome == "planned" else None
        assert deed_of(line(command, outcome)).message == (planned or deed.wanted)


def test_what_nobody_named_is_told_without_a_name() -> None:
    for command, deed in DEEDS.items():
        told = deed_of(line(command, "refused", target="", name=""))
        assert "%(name)s" not in told.message, command
        assert told.message.startswith("wanted to")
        assert (told.message == deed.wanted) == ("%(name)s" not in deed.wanted)
        done = deed_of(line(command, target="", name=""))
        assert "%(name)s" not in done.message, command


def test_a_line_of_another_release_names_its_command() -> None:
    deed = deed_of(line("space rename"))

    assert deed.message == UNKNOWN.done
    assert deed.values["command"] == "space rename"


def test_a_conversation_is_called_by_its_title_or_by_whom_it_is_with() -> None:
    assert place_of("Team", "", is_group=True, is_ours=False).values == {"title": "Team"}
    assert place_of("", "Ann", is_group=False, is_ours=True).message == "our private chat"
    assert place_of("", "Ann", is_group=False, is_ours=False).values == {"who": "Ann"}
    for is_group in (True, False):
        nameless = place_of("", "", is_group=is_group, is_ours=False)
        assert nameless.message == "another conversation"
