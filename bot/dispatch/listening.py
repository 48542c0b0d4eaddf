"""Reads a sentence as whoever said it, with the names that they may see."""

import re

from bot.access import Role
from bot.dispatch.doubting import part_of
from bot.dispatch.gibberish import without_changes
from bot.dispatch.known_names import AskersNames, KnownNames
from bot.dispatch.levels_said import with_swapped
from bot.dispatch.levels_untaken import or_of_space
from bot.dispatch.quiet_said import quiet_said, remembered
from bot.dispatch.share_of_limit import ShareOfLimit
from bot.dispatch.sizes_said import more_behind, with_sizes, without_old
from bot.dispatch.two_wishes import halves
from bot.dispatch.why_between import why_between
from bot.dispatch.why_said import with_reason, with_why
from bot.dispatch.within_days import in_days
from bot.messages import Command
from bot.reading import Reader, Understood
from bot.reading.contexts import begins_wish
from bot.reading.file_names import is_file_name
from bot.reading.said import Said
from bot.reading.shown_files import FILE_PARTS
from bot.routing import Routes
from bot.services import Services
from bot.sessions import LastAnswer

_ME = re.compile("我|(?<![a-z])me(?![a-z])", re.IGNORECASE)
_WITHIN = re.compile(
    "[里中内的之]|(?<![a-z])(?:in|from|inside|of|within)(?![a-z])|'s ", re.IGNORECASE
)
_PLACES = frozenset({"place", "what to share"})
"""Parts of commands that may be a space, but a folder or a file too."""

_MAKES = frozenset({"space create", "app space create", "request space"})
"""What takes a name that is none yet."""


class Listening:
    """Reads sentences; what of them needs names is read with as few calls as that takes."""

    def __init__(
        self, routes: Routes[Services], services: Services, names: AskersNames, reader: Reader
    ) -> None:
        self._routes = routes
        self._services = services
        self._names = names
        self._reader = reader
        self._shares = ShareOfLimit(services)

    async def kept(self, command: Command) -> KnownNames:
        """Give the names that are known without a call."""
        return await self._names.kept(command)

    async def listed(self, text: str, command: Command) -> KnownNames:
        """Give the names that a text may need, for a call where they are not kept."""
        return await self._names.listed(text, command)

    async def with_names(
        self, text: str, topic: LastAnswer | None, command: Command
    ) -> tuple[KnownNames, Understood]:
        """Read a sentence with the names that are kept, or with those that it may need."""
        names = await self._names.kept(command)
        understood = await self.read(text, topic, names, command)
        needs = self._needs_names(understood, text) or _wishes_on(text, understood)
        if not names.known and needs:
            names = await self._names.listed(text, command)
            understood = await self.read(text, topic, names, command)
        return names, understood

    async def read(
        self, text: str, topic: LastAnswer | None, names: KnownNames, command: Command
    ) -> Understood:
        """Read a sentence as whoever said it; one that surely only an admin may say, as that."""
        group = command.conversation.is_group
        if topic is not None and topic.is_over(self._services.now()):
            topic = None
        role = await self._services.access.role(command.sender)
        text = quiet_said(remembered(more_behind(without_old(text))))
        text = in_days(text, self._services.now(), self._services.digests.zone)
        understood = self._reader.read(text, role=role, group=group, names=names, topic=topic)
        if understood.certainty != "sure" and role is not Role.ADMIN:
            as_admin = self._reader.read(
                text, role=Role.ADMIN, group=group, names=names, topic=topic
            )
            is_admins = as_admin.certainty == "sure" and not for_oneself(text, as_admin)
            understood = as_admin if is_admins else understood
        understood = with_swapped(text, without_changes(text, understood, self._routes))
        understood = with_why(text, with_sizes(text, understood, admin=role is Role.ADMIN))
        if role is Role.ADMIN:
            understood = or_of_space(text, understood)
        bare, why = why_between(text)
        if why and understood.certainty != "sure":
            plain = with_reason(await self.read(bare, topic, names, command), why)
            understood = plain or understood
        return await self._shares.of(understood, command)

    def _needs_names(self, understood: Understood, text: str) -> bool:
        """Whether it might be understood better, were the names of spaces known: what is no name
        then may be one, and *mute Legal* no wish to mute everything. Where a file is named without
        its space, what stands before *in* or 里 may be that.
        """
        wish = understood.wishes[0] if understood.wishes else None
        best = self._routes.named(wish.words) if wish else None
        if wish is None or best is None or understood.certainty != "sure":
            return True
        file = next((wish.raw[each] for each in FILE_PARTS if wish.raw.get(each)), "")
        if is_file_name(file) and "/" not in file and _WITHIN.search(text):
            return True
        places = {each.name for each in best.takes if each.name in _PLACES}
        if part_of(best) or places - wish.raw.keys():
            return True
        return not (understood.kept or wish.words in _MAKES)


def _wishes_on(text: str, understood: Understood) -> bool:
    """Tell whether more may be wished behind a new space, of one whose name is not known yet."""
    first = understood.wishes[0] if understood.wishes else None
    if first is None or first.words not in _MAKES:
        return False
    return any(begins_wish(Said(second).copy) for _, second, _ in halves(text))


def for_oneself(text: str, understood: Understood) -> bool:
    """Tell whether somebody wants to hear of a level, which changes no level of everybody's."""
    return understood.wishes[0].words == "quota levels" and _ME.search(text) is not None
