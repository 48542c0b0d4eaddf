"""What the bot cannot do, and what it can do instead: said by a card of its own.

This is all there is of it besides the sentences, in ``bot/reading/sentences/more/beyond.yaml``, and
what is done to a space as a whole, of which ``bot/reading/whole_spaces.py`` has the forms.
What the bot learns to do leaves both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.access import Role
from bot.cards import Card
from bot.dispatch.doubting import part_of
from bot.dispatch.examples import rows_of
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Routes
from bot.services import Services


@dataclass(frozen=True, slots=True)
class Beyond:
    """Something that nobody can do here: what is said of it, and the commands that come closest."""

    says: str
    instead: tuple[str, ...]


BEYOND: Final[Mapping[str, Beyond]] = {
    "files": Beyond(
        N_("I cannot say who added the most. I can show the files, and who last changed each."),
        ("largest", "space", "files"),
    ),
    "access": Beyond(
        N_(
            "I cannot lock or hide a space, nor make links for people outside."
            " I can show and change who may use files and folders."
        ),
        ("who", "my rights", "grant"),
    ),
    "send": Beyond(
        N_(
            "I can send a file only to you, or here: to nobody else. To let somebody use it, give"
            " them a permission for it. Nothing was sent."
        ),
        ("grant", "file send", "file send here", "request access"),
    ),
    "link": Beyond(
        N_(
            "I cannot make links for people outside, nor links that end by themselves. Whoever may"
            " use a file opens it by the link that I show with it."
        ),
        ("grant", "find", "files", "who"),
    ),
    "everything": Beyond(
        N_(
            "I cannot take away all that somebody may do at once, only what they may do with one"
            " file, folder or space. Nothing was changed."
        ),
        ("revoke", "who", "my rights"),
    ),
    "storage": Beyond(
        N_("I cannot buy storage or change DingTalk's own limits. An admin in DingTalk can."),
        ("alert room", "quota set", "quota"),
    ),
    "restore": Beyond(
        N_(
            "I cannot restore spaces that are gone. I can stop a deletion of a space that is still"
            " waiting, and bring back files that I deleted."
        ),
        ("pending", "file undo", "undo"),
    ),
    "rename": Beyond(
        N_(
            "I cannot rename, copy, merge, move or archive spaces: DingTalk gives apps no way to."
            " See whether the DingTalk client lets you. Nothing was changed."
        ),
        ("space", "files", "spaces"),
    ),
    "empty": Beyond(
        N_(
            "I cannot empty a whole space: I can delete up to 50 of its files at once, which you"
            " choose from a list. Nothing was changed."
        ),
        ("largest", "oldest", "files"),
    ),
    "admin": Beyond(
        N_(
            "Asking me does not make anybody an admin. Everyone who is an admin of the organisation"
            " in DingTalk is one here, and an admin can add others. Nothing was changed."
        ),
        ("admin list", "admin add", "whoami"),
    ),
    "still": Beyond(
        N_(
            "I cannot list spaces that do not grow or are not used. A digest counts those that "
            "have not changed."
        ),
        ("digest", "spaces", "quota top"),
    ),
    "watch": Beyond(
        N_(
            "I cannot hand the watch over to somebody else: whoever is to watch the spaces sends me"
            " “operator me” themselves. Nothing was changed."
        ),
        ("operator show", "operator me"),
    ),
    "assign": Beyond(
        N_(
            "Nobody can take an alert for somebody else: whoever looks after it says so here"
            " themselves. Nothing was changed."
        ),
        ("alert take", "alert snooze"),
    ),
    "shift": Beyond(
        N_(
            "I cannot move storage from one space to another: each limit is set by itself."
            " Nothing was changed."
        ),
        ("quota", "alert room", "quota set"),
    ),
    "content": Beyond(
        N_(
            "I do not look into files: I cannot pack or unpack, convert, merge, translate, sum up,"
            " print or e-mail them. I can send you a file, or show where it is. Nothing was"
            " changed."
        ),
        ("file send", "find", "files"),
    ),
    "person": Beyond(
        N_(
            "I cannot list all that somebody may use: DingTalk tells apps only who may use one file"
            " or folder. Nothing was changed."
        ),
        ("who", "grants", "revoke"),
    ),
    "pause": Beyond(
        N_(
            "I cannot pause or go on at a set time: send “pause” when all changes are to stop, and"
            " “resume” when they may go on. Nothing was paused."
        ),
        ("pause", "resume"),
    ),
    "weekend": Beyond(
        N_(
            "I cannot be quiet on some days of the week alone: quiet hours are the same every day."
            " Nothing was changed for weekends."
        ),
        ("alert quiet", "alert snooze"),
    ),
    "reminder": Beyond(
        N_(
            "I cannot remind people or write to them."
            " I can send alerts here when spaces are nearly full."
        ),
        ("alert here", "alert me", "digest"),
    ),
    "chart": Beyond(
        N_("I cannot make files or reports. I show numbers in this chat."),
        ("quota top", "alert trend", "digest"),
    ),
}
"""By the word that stands in the sentences."""


def beyond_card(
    about: str, routes: Routes[Services], role: Role, command: Command, space: str = ""
) -> Card | None:
    """Say that this cannot be done, and what can be done instead, by this role and here; ``space``
    is one that was named. None for what nobody has written about.
    """
    found = BEYOND.get(about)
    if found is None:
        return None
    group = command.conversation.is_group
    named = [routes.named(words) for words in found.instead]
    may = [each for each in named if each is not None and each.needs(group=group) <= role]
    with_space = [each for each in may if not space or part_of(each)] or may
    rows = rows_of(with_space, command.language, about=space)
    return Card("beyond", {"says": found.says, "things": rows})
