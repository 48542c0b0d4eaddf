"""Says what a change would do in people's words, where somebody is asked whether they want it.

The help of a command explains all that it can do; here stands what was understood.
"""

from collections.abc import Mapping
from typing import Final, TypeVar

from bot.dispatch.doubting import part_of
from bot.dispatch.said_in import said_in
from bot.i18n import N_
from bot.language import unquoted
from bot.routing import Route

S = TypeVar("S")

_OFF: Final = frozenset({"off", "关闭", "none", "取消"})
_ALL: Final = frozenset({"all", "全部", "所有", "everything"})
_OBJECTS: Final = frozenset(
    {"space", "place", "file", "files", "items", "what to share", "grant", "number"}
)
_REFERENCE: Final = "file:"
"""What begins so is written for the bot, and says nothing to people."""
_PLAIN: Final[Mapping[str, str]] = {
    "spaces": N_("List the spaces you can see."),
    "quota": N_("Show the total capacity."),
    "quota top": N_("Show the fullest spaces."),
    "alert here": N_("Turn on alerts in this conversation."),
    "undo": N_("Stop your last deletion that is waiting."),
    "admin here": N_("Make this the admin conversation: requests and trouble are sent here."),
    "pause": N_("Stop all changes until an admin resumes them."),
    "resume": N_("Allow changes again."),
    "operator me": N_("Watch all spaces that you can see, in your name."),
    "operator off": N_("Stop watching spaces."),
    "watch events off": N_("Stop using file events."),
    "alert take": N_("Take the open alert, so that others know."),
    "alert me": N_("Send you alerts about your own spaces in our private chat."),
    "alert off": N_("Turn off the alerts here."),
    "alert test": N_("Send a sample alert here."),
    "digest off": N_("Stop the digest here."),
    "use off": N_("Use no default space in this conversation any more."),
    "alert snooze off": N_("Show the snoozed alert again."),
    "alert mute off": N_("Send alerts here again."),
    "alert quiet off": N_("Send messages at any hour again."),
    "alert holidays off": N_("Send messages on every day again."),
    "alert deadline off": N_("Remind people after one working day again."),
}
_OF_SPACE: Final[Mapping[str, str]] = {
    "space": N_("Show how full %(space)s is."),
    "quota": N_("Show how full %(space)s is, and when it will be full."),
    "alert trend": N_("Show how %(space)s has grown."),
    "space delete": N_("Delete %(space)s and everything in it."),
    "alert here": N_("Turn on alerts about %(space)s in this conversation."),
    "use": N_("Use %(space)s in this conversation where no space is named."),
    "undo": N_("Keep %(space)s: its deletion is stopped."),
    "quota set off": N_("Remove the soft quota of %(space)s."),
    "watch now": N_("Check %(space)s now."),
    "alert take": N_("Take the alert of %(space)s, so that others know."),
    "alert room": N_("Ask the admins for more storage for %(space)s."),
    "alert see": N_("Handle the request for more storage for %(space)s."),
    "alert me": N_("Send you alerts about %(space)s in our private chat."),
    "alert off": N_("Turn off the alerts about %(space)s here."),
    "alert snooze off": N_("Show the snoozed alert of %(space)s again."),
    "files": N_("List the files of %(space)s."),
    "file": N_("Show %(space)s."),
    "versions": N_("List the versions of %(space)s."),
    "version restore": N_("Bring an earlier version of %(space)s back."),
    "file rename": N_("Give %(space)s another name."),
    "file move": N_("Move %(space)s to another folder."),
    "file copy": N_("Copy %(space)s to another folder."),
    "file delete": N_("Delete %(space)s."),
    "bin": N_("List what the recycle bin has of %(space)s."),
    "bin restore": N_("Restore %(space)s from the recycle bin."),
    "bin remove": N_("Delete %(space)s from the recycle bin for ever."),
    "largest": N_("Show the largest files of %(space)s."),
    "oldest": N_("Show the oldest files of %(space)s."),
    "duplicates": N_("Show the duplicate files of %(space)s."),
    "by kind": N_("Show what kinds of files fill %(space)s."),
    "biggest folders": N_("Show the largest folders of %(space)s."),
    "file send": N_("Send you %(space)s in our private chat."),
    "file send here": N_("Send %(space)s into this conversation."),
    "who": N_("See who can open %(space)s."),
    "my rights": N_("Show what you may do with %(space)s."),
    "grant": N_("Give a permission for %(space)s."),
    "revoke": N_("Take a permission for %(space)s away."),
    "share": N_("Give this group a permission for %(space)s."),
    "store": N_("Store the file that you sent last in %(space)s."),
    "extend": N_("Let access %(space)s last longer."),
    "grant end": N_("End access %(space)s now."),
    "request room": N_("Ask the admins for a larger limit of %(space)s."),
    "request cancel": N_("Cancel request %(space)s."),
    "request approve": N_("Approve request %(space)s."),
    "request decline": N_("Decline request %(space)s."),
    "alert snooze": N_("Snooze the alert of %(space)s."),
    "quota set": N_("Set the soft quota of %(space)s."),
    "quota levels": N_("Set the alert levels of %(space)s."),
}
_OF_VALUE: Final[Mapping[str, str]] = {
    "spaces": N_("List these spaces: %(value)s."),
    "quota top": N_("Show the fullest spaces: %(value)s."),
    "space create": N_("Create a space called %(value)s."),
    "alert here": N_("Turn on alerts in this conversation, at these levels: %(value)s."),
    "lang": N_("Answer in this language here from now on: %(value)s."),
    "admin remove": N_("Take the admin role from %(value)s."),
    "forget person": N_("Drop what is kept of %(value)s."),
    "budget used": N_("Count %(value)s API calls as used this month."),
    "quota levels": N_("Set the alert levels of all spaces to %(value)s."),
    "alert snooze": N_("Snooze the alert: %(value)s."),
    "alert levels": N_("Set the alert levels of this conversation to %(value)s."),
    "alert mute": N_("Send no alerts here: %(value)s."),
    "alert deadline": N_("Remind people of an alert that nobody takes after this time: %(value)s."),
    "alert quiet": N_("Send no messages here at these hours: %(value)s."),
    "alert holidays": N_("Send no messages here on these days: %(value)s."),
    "digest weekly": N_("Send a digest here every week: %(value)s."),
    "digest daily": N_("Send a digest here every day: %(value)s."),
    "version restore": N_("Bring back version %(value)s of a file."),
    "find": N_("Find files and spaces called %(value)s."),
    "folder create": N_("Create a folder called %(value)s."),
    "file rename": N_("Give a file the name %(value)s."),
    "file move": N_("Move files to %(value)s."),
    "file copy": N_("Copy files to %(value)s."),
    "can": N_("Check whether this is allowed: %(value)s."),
    "grant": N_("Give a permission: %(value)s."),
    "revoke": N_("Take permissions away from %(value)s."),
    "app space create": N_("Create an app space called %(value)s."),
    "extend": N_("Let access last longer: %(value)s."),
    "request space": N_("Ask the admins for a space called %(value)s."),
    "request room": N_("Ask the admins for a limit of %(value)s."),
    "request access": N_("Ask the admins for access: %(value)s."),
    "request approve": N_("Approve a request, for this time: %(value)s."),
    "request decline": N_("Decline a request, with this reason: %(value)s."),
    "help on": N_("Explain this: %(value)s."),
    "help command": N_("Explain the command %(value)s."),
    "admin add": N_("Make %(value)s an admin of this bot."),
    "policy set": N_("Set this rule: %(value)s."),
    "policy remove": N_("Remove rule %(value)s."),
    "audit": N_("Show the changes of %(value)s."),
    "budget share": N_("Show what another share of API calls would mean: %(value)s."),
    "quota set": N_("Set a soft quota of %(value)s."),
    "digest": N_("Sum up the spaces of this conversation: %(value)s."),
}
_OF_BOTH: Final[Mapping[str, str]] = {
    "quota set": N_("Set the soft quota of %(space)s to %(value)s."),
    "quota levels": N_("Set the alert levels of %(space)s to %(value)s."),
    "alert snooze": N_("Snooze the alert of %(space)s: %(value)s."),
    "version restore": N_("Bring back version %(value)s of %(space)s."),
    "file rename": N_("Rename %(space)s to %(value)s."),
    "file move": N_("Move %(space)s to %(value)s."),
    "file copy": N_("Copy %(space)s to %(value)s."),
    "grant": N_("Give a permission for %(space)s: %(value)s."),
    "revoke": N_("Take the permission for %(space)s away from %(value)s."),
    "extend": N_("Let access %(space)s last longer: %(value)s."),
    "request room": N_("Ask the admins for a limit of %(value)s for %(space)s."),
    "request approve": N_("Approve request %(space)s, for this time: %(value)s."),
    "request decline": N_("Decline request %(space)s, with this reason: %(value)s."),
    "alert here": N_(
        "Turn on alerts about %(space)s in this conversation, at these levels: %(value)s."
    ),
}


def object_of(route: Route[S]) -> str:
    """Name the part that a command is about: a space, a file, a request; empty for none."""
    named = (each.name for each in route.takes if each.name in _OBJECTS)
    return part_of(route) or next(named, "")


def about_of(route: Route[S], raw: Mapping[str, str], language: str) -> str:
    """Give what a command is about, or else what was said with it, for its button."""
    wish = wish_of(route, raw, language)
    return wish["space"] or wish["value"]


def wish_of(route: Route[S], raw: Mapping[str, str], language: str) -> dict[str, str]:
    """Give what a card tells of a change: the message ``wish``, and the ``space`` and the ``value``
    that stand in it; the help of the command where nothing says it better.
    """
    part = object_of(route)
    space = _shown(raw.get(part, "")) if part else ""
    others = [each for each in route.takes if each.name != part and raw.get(each.name)]
    value = " ".join(said_in(language, each, unquoted(raw[each.name])) for each in others)
    is_off = value.casefold() in _OFF or (route.words == "use" and space.casefold() in _OFF)
    space = "" if space.casefold() in _ALL | (_OFF if route.words == "use" else set()) else space
    words = f"{route.words} off" if is_off else route.words
    value = "" if is_off else value
    by_parts = {(True, True): _OF_BOTH, (True, False): _OF_SPACE, (False, True): _OF_VALUE}
    found = by_parts.get((bool(space), bool(value)), _PLAIN).get(words)
    return {"wish": found or route.help, "space": space, "value": value}


def _shown(said: str) -> str:
    """Give what is called so, empty for what nobody would know by it."""
    name = unquoted(said)
    return "" if name.startswith(_REFERENCE) else name
