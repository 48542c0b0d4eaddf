"""What a line of the audit trail tells, as a sentence: who did what, or wanted to.

The trail keeps words of data, for programs; people read sentences, with the names of spaces and
people and the titles of conversations. A line of another release that no sentence is known for
names its command.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.audit import Entry
from bot.cards import Phrase
from bot.i18n import N_

NAMELESS = N_("another conversation")
GROUP = N_("the group “%(title)s”")
OURS = N_("our single chat")
THEIRS = N_("the single chat with %(who)s")
AS_OF_THEN = N_("“%(title)s”")


@dataclass(frozen=True, slots=True)
class Deed:
    """How a command is told: when it was done, and when somebody only wanted to."""

    done: str
    wanted: str

    def of(self, _facts: Mapping[str, str]) -> str:
        return self.done


@dataclass(frozen=True, slots=True)
class Either:
    """A command that is told in one of two ways, by what is a fact afterwards."""

    if_so: str
    otherwise: str
    wanted: str
    is_so: Callable[[Mapping[str, str]], bool]

    def of(self, facts: Mapping[str, str]) -> str:
        return self.if_so if self.is_so(facts) else self.otherwise


DEEDS: dict[str, Deed | Either] = {
    "space create": Deed(
        N_("made the space “%(name)s”"), N_("wanted to make the space “%(name)s”")
    ),
    "space delete": Deed(
        N_("deleted the space “%(name)s”"), N_("wanted to delete the space “%(name)s”")
    ),
    "undo": Deed(
        N_("took back the deletion of “%(name)s”"),
        N_("wanted to take back the deletion of “%(name)s”"),
    ),
    "quota set": Either(
        N_("set the soft quota of “%(name)s” to %(size)s"),
        N_("ended the soft quota of “%(name)s”"),
        N_("wanted to set the soft quota of “%(name)s”"),
        lambda facts: "soft_quota" in facts,
    ),
    "quota levels": Either(
        N_("set levels of “%(name)s”: %(levels)s"),
        N_("gave “%(name)s” its usual levels again"),
        N_("wanted to set levels of “%(name)s”"),
        lambda facts: "levels" in facts,
    ),
    "quota levels all": Either(
        N_("set the levels of all spaces: %(levels)s"),
        N_("gave all spaces their usual levels again"),
        N_("wanted to set the levels of all spaces"),
        lambda facts: "levels" in facts,
    ),
    "admin add": Deed(N_("made %(name)s an admin"), N_("wanted to make an admin: %(name)s")),
    "admin remove": Deed(
        N_("took the admin role back from %(name)s"),
        N_("wanted to take an admin role back: %(name)s"),
    ),
    "admin here": Deed(
        N_("made %(place)s the admins' conversation"),
        N_("wanted to make %(place)s the admins' conversation"),
    ),
    "pause": Deed(N_("stopped all changes"), N_("wanted to stop all changes")),
    "resume": Deed(N_("allowed changes again"), N_("wanted to allow changes again")),
    "budget used": Deed(
        N_("entered the API calls used this month: %(used)s"),
        N_("wanted to enter the API calls used this month"),
    ),
    "operator me": Deed(N_("became the operator"), N_("wanted to become the operator")),
    "operator off": Deed(
        N_("ended the watch that ran as %(name)s"), N_("wanted to end the watch of spaces")
    ),
    "watch events on": Deed(N_("switched file events on"), N_("wanted to switch file events on")),
    "watch events off": Deed(
        N_("switched file events off"), N_("wanted to switch file events off")
    ),
    "alert here": Either(
        N_("had %(place)s told of all spaces"),
        N_("had %(place)s told of chosen spaces: %(count)s"),
        N_("wanted to have %(place)s told of what fills up"),
        lambda facts: facts.get("spaces") == "all",
    ),
    "alert me": Deed(
        N_("asked to be told in %(place)s of spaces: %(count)s"),
        N_("wanted to be told in %(place)s of what fills up"),
    ),
    "alert off": Either(
        N_("had %(place)s told of fewer spaces"),
        N_("ended alerts in %(place)s"),
        N_("wanted to end alerts in %(place)s"),
        lambda facts: "spaces" in facts,
    ),
    "alert levels": Deed(
        N_("set the levels of alerts in %(place)s"),
        N_("wanted to set the levels of alerts in %(place)s"),
    ),
    "alert mute": Either(
        N_("muted alerts in %(place)s"),
        N_("let alerts ring again in %(place)s"),
        N_("wanted to mute alerts in %(place)s"),
        lambda facts: "muted_until" in facts,
    ),
    "alert deadline": Deed(
        N_("set the deadline of alerts in %(place)s"),
        N_("wanted to set the deadline of alerts in %(place)s"),
    ),
    "alert quiet": Either(
        N_("set quiet hours in %(place)s"),
        N_("ended quiet hours in %(place)s"),
        N_("wanted to set quiet hours in %(place)s"),
        lambda facts: "quiet" in facts,
    ),
    "alert holidays": Either(
        N_("set days off in %(place)s"),
        N_("ended days off in %(place)s"),
        N_("wanted to set days off in %(place)s"),
        lambda facts: "holidays" in facts,
    ),
    "alert import": Deed(
        N_("changed by a file what %(place)s is told"),
        N_("wanted to change by a file who is told"),
    ),
    "digest weekly": Deed(
        N_("had a weekly digest sent to %(place)s"),
        N_("wanted to have a weekly digest sent to %(place)s"),
    ),
    "digest daily": Deed(
        N_("had a daily digest sent to %(place)s"),
        N_("wanted to have a daily digest sent to %(place)s"),
    ),
    "digest": Deed(
        N_("had a digest sent to %(place)s"), N_("wanted to have a digest sent to %(place)s")
    ),
    "digest off": Deed(
        N_("ended the digest of %(place)s"), N_("wanted to end the digest of %(place)s")
    ),
}
"""By the English name of the command."""

UNKNOWN = Deed(N_("used a command: %(command)s"), N_("wanted to use a command: %(command)s"))

UNNAMED: dict[str, str] = {
    "space create": N_("wanted to make a space"),
    "space delete": N_("wanted to delete a space"),
    "undo": N_("wanted to take back a deletion"),
    "quota set": N_("wanted to set a soft quota"),
    "quota levels": N_("wanted to set levels of a space"),
    "admin add": N_("wanted to make somebody an admin"),
    "admin remove": N_("wanted to take an admin role back"),
}
"""What somebody wanted who did not say with whom or with which space."""

SAID_BY_THE_DEED = frozenset({"done", "undone"})
"""Outcomes that the sentence itself tells."""


def deed_of(entry: Entry, place: Phrase | None = None) -> Phrase:
    """Tell what an entry is about, in a sentence that begins after who it was."""
    command = entry.command
    if command == "quota levels" and not entry.name and entry.outcome == "done":
        command = "quota levels all"
    facts = _facts(entry.after)
    spaces = facts.get("spaces", "")
    return Phrase(
        _sentence(entry, command, facts),
        {
            "name": entry.name or entry.target,
            "place": place or Phrase(NAMELESS),
            "size": _number(facts.get("soft_quota", "")),
            "count": len(spaces.split(",")) if spaces else 0,
            "levels": facts.get("levels", "").replace(",", " "),
            "used": facts.get("used", ""),
            "command": command,
        },
    )


def _sentence(entry: Entry, command: str, facts: Mapping[str, str]) -> str:
    """Choose how it is told: what is quoted as a name was one."""
    deed, is_done = DEEDS.get(command, UNKNOWN), entry.outcome in SAID_BY_THE_DEED
    sentence = deed.of(facts) if is_done else deed.wanted
    if "%(name)s" not in sentence or entry.name or entry.target:
        return sentence
    return UNKNOWN.done if is_done else UNNAMED[command]


def conversation_of(entry: Entry) -> str:
    """Give the id of the conversation that an entry is about, which is mostly where it was said."""
    return entry.target if entry.command == "alert import" and entry.target else entry.place


def place_then(entry: Entry) -> Phrase:
    """Name the conversation that an entry is about as it was called then."""
    is_named = entry.name and entry.target == conversation_of(entry) != entry.name
    return Phrase(AS_OF_THEN, {"title": entry.name}) if is_named else Phrase(NAMELESS)


def place_of(title: str, who: str, *, is_group: bool, is_ours: bool) -> Phrase:
    """Name a conversation: a group by its title, a single chat by whom it is with."""
    if is_group:
        return Phrase(GROUP, {"title": title}) if title else Phrase(NAMELESS)
    if is_ours:
        return Phrase(OURS)
    return Phrase(THEIRS, {"who": who}) if who else Phrase(NAMELESS)


def _facts(written: str) -> dict[str, str]:
    """Read facts in words of data, as they are written in the trail."""
    pairs = (part.strip().partition("=") for part in written.split(";"))
    return {name: value for name, _, value in pairs if name}


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else 0
