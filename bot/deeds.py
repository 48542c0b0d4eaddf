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
OURS = N_("our private chat")
THEIRS = N_("the private chat with %(who)s")
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
        N_("created the space “%(name)s”"), N_("wanted to create the space “%(name)s”")
    ),
    "space delete": Deed(
        N_("deleted the space “%(name)s”"), N_("wanted to delete the space “%(name)s”")
    ),
    "folder create": Deed(
        N_("created the folder “%(name)s”"), N_("wanted to create the folder “%(name)s”")
    ),
    "file delete": Deed(N_("deleted “%(name)s”"), N_("wanted to delete “%(name)s”")),
    "file undo": Deed(
        N_("brought back the deleted file “%(name)s”"),
        N_("wanted to bring back the deleted file “%(name)s”"),
    ),
    "bin restore": Deed(N_("restored “%(name)s”"), N_("wanted to restore “%(name)s”")),
    "bin remove": Deed(
        N_("removed “%(name)s” for ever"), N_("wanted to remove “%(name)s” for ever")
    ),
    "file move": Deed(N_("moved “%(name)s”"), N_("wanted to move “%(name)s”")),
    "file copy": Deed(N_("copied “%(name)s”"), N_("wanted to copy “%(name)s”")),
    "file rename": Deed(N_("renamed “%(name)s”"), N_("wanted to rename “%(name)s”")),
    "request approve": Deed(
        N_("approved the request for “%(name)s”"),
        N_("wanted to approve the request for “%(name)s”"),
    ),
    "request decline": Deed(
        N_("declined the request for “%(name)s”"),
        N_("wanted to decline the request for “%(name)s”"),
    ),
    "grant": Deed(
        N_("changed permissions for “%(name)s”"),
        N_("wanted to change permissions for “%(name)s”"),
    ),
    "revoke": Deed(
        N_("took permissions for “%(name)s” away"),
        N_("wanted to take permissions for “%(name)s” away"),
    ),
    "extend": Deed(
        N_("extended a permission for “%(name)s”"),
        N_("wanted to extend a permission for “%(name)s”"),
    ),
    "grant end": Deed(
        N_("ended a permission for “%(name)s”"),
        N_("wanted to end a permission for “%(name)s”"),
    ),
    "undo": Deed(
        N_("undid the deletion of “%(name)s”"),
        N_("wanted to undo the deletion of “%(name)s”"),
    ),
    "app space create": Deed(
        N_("created the app space “%(name)s”"), N_("wanted to create the app space “%(name)s”")
    ),
    "file send": Deed(
        N_("had the file “%(name)s” sent to themselves"),
        N_("wanted to have the file “%(name)s” sent to themselves"),
    ),
    "file send here": Deed(
        N_("sent the file “%(name)s” into the conversation"),
        N_("wanted to send the file “%(name)s” into the conversation"),
    ),
    "store": Deed(N_("stored the file “%(name)s”"), N_("wanted to store the file “%(name)s”")),
    "version restore": Deed(
        N_("brought back an earlier version of “%(name)s”"),
        N_("wanted to bring back an earlier version of “%(name)s”"),
    ),
    "quota set": Either(
        N_("set the soft quota of “%(name)s” to %(size)s"),
        N_("removed the soft quota of “%(name)s”"),
        N_("wanted to set the soft quota of “%(name)s”"),
        lambda facts: "soft_quota" in facts,
    ),
    "quota levels": Either(
        N_("set the alert levels of “%(name)s”: %(levels)s"),
        N_("reset the alert levels of “%(name)s”"),
        N_("wanted to set the alert levels of “%(name)s”"),
        lambda facts: "levels" in facts,
    ),
    "quota levels all": Either(
        N_("set the alert levels of all spaces: %(levels)s"),
        N_("reset the alert levels of all spaces"),
        N_("wanted to set the alert levels of all spaces"),
        lambda facts: "levels" in facts,
    ),
    "admin add": Deed(N_("made %(name)s an admin"), N_("wanted to make an admin: %(name)s")),
    "admin remove": Deed(
        N_("removed the admin %(name)s"),
        N_("wanted to remove the admin %(name)s"),
    ),
    "forget person": Deed(
        N_("dropped what was kept of %(name)s"),
        N_("wanted to drop what is kept of %(name)s"),
    ),
    "admin here": Deed(
        N_("made %(place)s the admin conversation"),
        N_("wanted to make %(place)s the admin conversation"),
    ),
    "setup": Deed(N_("did a step of the setup"), N_("wanted to do a step of the setup")),
    "policy set": Deed(N_("set the rule “%(name)s”"), N_("wanted to set the rule “%(name)s”")),
    "policy remove": Deed(
        N_("removed the rule “%(name)s”"), N_("wanted to remove the rule “%(name)s”")
    ),
    "pause": Deed(N_("paused all changes"), N_("wanted to pause all changes")),
    "resume": Deed(N_("resumed changes"), N_("wanted to resume changes")),
    "budget used": Deed(
        N_("entered the API calls used this month: %(used)s"),
        N_("wanted to enter the API calls used this month"),
    ),
    "operator me": Deed(N_("became the operator"), N_("wanted to become the operator")),
    "operator off": Deed(
        N_("stopped watching with the operator %(name)s"), N_("wanted to stop watching spaces")
    ),
    "watch events on": Deed(N_("turned on file events"), N_("wanted to turn on file events")),
    "watch events off": Deed(N_("turned off file events"), N_("wanted to turn off file events")),
    "alert here": Either(
        N_("turned on alerts in %(place)s for all spaces"),
        N_("turned on alerts in %(place)s for chosen spaces: %(count)s"),
        N_("wanted to turn on alerts in %(place)s"),
        lambda facts: facts.get("spaces") == "all",
    ),
    "alert me": Deed(
        N_("turned on alerts in %(place)s for spaces: %(count)s"),
        N_("wanted to turn on alerts in %(place)s for themselves"),
    ),
    "alert off": Either(
        N_("turned off alerts in %(place)s for some spaces"),
        N_("turned off alerts in %(place)s"),
        N_("wanted to turn off alerts in %(place)s"),
        lambda facts: "spaces" in facts,
    ),
    "alert levels": Deed(
        N_("set the alert levels of %(place)s"),
        N_("wanted to set the alert levels of %(place)s"),
    ),
    "alert mute": Either(
        N_("muted alerts in %(place)s"),
        N_("unmuted alerts in %(place)s"),
        N_("wanted to mute alerts in %(place)s"),
        lambda facts: "muted_until" in facts,
    ),
    "alert deadline": Deed(
        N_("set the reminder time in %(place)s"),
        N_("wanted to set the reminder time in %(place)s"),
    ),
    "alert quiet": Either(
        N_("set quiet hours in %(place)s"),
        N_("removed the quiet hours of %(place)s"),
        N_("wanted to set quiet hours in %(place)s"),
        lambda facts: "quiet" in facts,
    ),
    "alert holidays": Either(
        N_("set days off in %(place)s"),
        N_("removed the days off of %(place)s"),
        N_("wanted to set days off in %(place)s"),
        lambda facts: "holidays" in facts,
    ),
    "alert import": Deed(
        N_("changed the alert settings of %(place)s with a file"),
        N_("wanted to change alert settings with a file"),
    ),
    "digest weekly": Deed(
        N_("turned on a weekly digest in %(place)s"),
        N_("wanted to turn on a weekly digest in %(place)s"),
    ),
    "digest daily": Deed(
        N_("turned on a daily digest in %(place)s"),
        N_("wanted to turn on a daily digest in %(place)s"),
    ),
    "digest": Deed(
        N_("turned on a digest in %(place)s"), N_("wanted to turn on a digest in %(place)s")
    ),
    "digest off": Deed(
        N_("turned off the digest of %(place)s"), N_("wanted to turn off the digest of %(place)s")
    ),
}
"""By the English name of the command."""

NOTHING_SAID = N_("wanted something of the bot")
"""How it is told of whoever was refused before it was known what they wanted."""
UNKNOWN = Deed(N_("used a command: %(command)s"), N_("wanted to use a command: %(command)s"))

UNNAMED: dict[str, str] = {
    "grant": N_("wanted to change permissions"),
    "revoke": N_("wanted to take permissions away"),
    "extend": N_("wanted to extend a permission"),
    "grant end": N_("wanted to end a permission"),
    "policy set": N_("wanted to set a rule"),
    "policy remove": N_("wanted to remove a rule"),
    "space create": N_("wanted to create a space"),
    "space delete": N_("wanted to delete a space"),
    "undo": N_("wanted to undo a deletion"),
    "request approve": N_("wanted to approve a request"),
    "request decline": N_("wanted to decline a request"),
    "app space create": N_("wanted to create an app space"),
    "file send": N_("wanted to have a file sent to themselves"),
    "file send here": N_("wanted to send a file into the conversation"),
    "store": N_("wanted to store a file"),
    "version restore": N_("wanted to bring back an earlier version of a file"),
    "folder create": N_("wanted to create a folder"),
    "file delete": N_("wanted to delete a file"),
    "file undo": N_("wanted to bring back a deleted file"),
    "bin restore": N_("wanted to restore a file"),
    "bin remove": N_("wanted to remove a file for ever"),
    "file move": N_("wanted to move a file"),
    "file copy": N_("wanted to copy a file"),
    "file rename": N_("wanted to rename a file"),
    "quota set": N_("wanted to set a soft quota"),
    "quota levels": N_("wanted to set the alert levels of a space"),
    "admin add": N_("wanted to make someone an admin"),
    "admin remove": N_("wanted to remove an admin"),
    "forget person": N_("wanted to drop what is kept of somebody"),
}
"""What somebody wanted who did not say with whom or with which space."""

PLANNED: dict[str, str] = {
    "space delete": N_("scheduled the deletion of the space “%(name)s”"),
    "bin remove": N_("scheduled the removal of “%(name)s” for ever"),
}
"""How it is told that something will be done at its time, if it is not stopped."""

DONE = frozenset({"done", "undone"})


def shows_outcome(entry: Entry) -> bool:
    """Tell whether the sentence itself says what came of it."""
    return entry.outcome in DONE or (entry.outcome == "planned" and entry.command in PLANNED)


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
    if not command:
        return NOTHING_SAID
    deed, is_done = DEEDS.get(command, UNKNOWN), entry.outcome in DONE
    sentence = deed.of(facts) if is_done else deed.wanted
    if entry.outcome == "planned":
        sentence = PLANNED.get(command, sentence)
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
