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
    "audit": N_("Show the changes to %(space)s."),
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
}
_OF_BOTH: Final[Mapping[str, str]] = {
    "quota set": N_("Set the soft quota of %(space)s to %(value)s."),
    "quota levels": N_("Set the alert levels of %(space)s to %(value)s."),
    "alert snooze": N_("Snooze the alert of %(space)s: %(value)s."),
}


def wish_of(route: Route[S], raw: Mapping[str, str], language: str) -> dict[str, str]:
    """Give what a card tells of a change: the message ``wish``, and the ``space`` and the ``value``
    that stand in it; the help of the command where nothing says it better.
    """
    part = part_of(route)
    space = unquoted(raw.get(part, "")) if part else ""
    others = [each for each in route.takes if each.name != part and raw.get(each.name)]
    value = " ".join(said_in(language, each, unquoted(raw[each.name])) for each in others)
    is_off = value.casefold() in _OFF or (route.words == "use" and space.casefold() in _OFF)
    space = "" if space.casefold() in _ALL | (_OFF if route.words == "use" else set()) else space
    words = f"{route.words} off" if is_off else route.words
    value = "" if is_off else value
    by_parts = {(True, True): _OF_BOTH, (True, False): _OF_SPACE, (False, True): _OF_VALUE}
    found = by_parts.get((bool(space), bool(value)), _PLAIN).get(words)
    return {"wish": found or route.help, "space": space, "value": value}
