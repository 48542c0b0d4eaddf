"""The list of spaces: fullest first, paged without a call."""

from dataclasses import dataclass, replace

from bot.cards import Card
from bot.drive.card_list import ShownList, is_over
from bot.drive.naming import fullest_first
from bot.drive.spaces import Listing
from bot.errors import Stale
from bot.language import Narrowed, Narrowing
from bot.messages import Command
from bot.quota.card_lists import is_unknown
from bot.quota.narrowing import choose
from bot.routing import Anew, Press, Router
from bot.services import Services
from bot.shared_buttons import said, turns

router = Router[Services]()
router.keeps(ShownList)

WORDS = Narrowed("words")
_COMMAND = ("空间列表", "spaces")


@dataclass(frozen=True, slots=True)
class TurnPage:
    """Show another page of the list this card keeps."""

    page: int
    words: str = ""

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, *_COMMAND, self.words, page=self.page)


@dataclass(frozen=True, slots=True)
class RefreshList:
    """Read the list again and show the same page of it."""

    words: str
    page: int

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, *_COMMAND, self.words)


@router.command(
    "spaces",
    "list",
    "空间列表",
    "空间",
    "列表",
    usage="spaces [words]",
    takes=(WORDS,),
    phrases=(
        "list all spaces",
        "show me the spaces",
        "有哪些空间",
        "看看空间",
        "which spaces are full",
    ),
)
async def list_spaces(cmd: Command, svc: Services) -> Card:
    """List spaces, fullest first, or those of some kind, such as over 90%, empty or mine."""
    return _card(await _shown(cmd, svc, await svc.listing(cmd), cmd[WORDS]))


@router.action(RefreshList)
async def refresh(action: RefreshList, cmd: Command, svc: Services) -> Card:
    """Show the numbers as they are now."""
    listed = await svc.listing(cmd, max_age=0)
    narrowing = replace(WORDS.read(action.words), page=action.page)
    return _card(await _shown(cmd, svc, listed, narrowing))


@router.fast(TurnPage, looks=True)
async def turn_page(action: TurnPage, press: Press, svc: Services) -> Card:
    """Turn to another page of the same list, as it was read; read an old one again."""
    if not isinstance(press.kept, ShownList):
        raise Stale
    if is_over(press.kept.read, svc.now()):
        raise Anew(RefreshList(action.words, action.page))
    return _card(_at_page(press.kept, action.page))


async def _shown(cmd: Command, svc: Services, listed: Listing, narrowing: Narrowing) -> ShownList:
    facts = await svc.facts(cmd, narrowing)
    chosen = choose(fullest_first(listed.spaces), narrowing, facts)
    shown = ShownList(
        chosen.spaces,
        narrowing.typed,
        listed.at,
        unread=listed.unread,
        read=listed.read,
        unjudged=chosen.unjudged,
        called=chosen.called,
    )
    return _at_page(shown, narrowing.page)


def _at_page(shown: ShownList, page: int) -> ShownList:
    page = min(max(page, 1), shown.pages)
    return replace(shown, page=page)


def _card(shown: ShownList) -> Card:
    narrowed = WORDS.read(shown.words).data(shown.unjudged, shown.called)
    if not shown.spaces:
        return Card("no_spaces", {**narrowed, "unread": shown.unread})
    actions: dict[str, object] = {"refresh": RefreshList(shown.words, shown.page)}
    actions |= turns(shown.page, shown.pages, lambda page: TurnPage(page, shown.words))
    data = {
        "page": shown.page,
        "pages": shown.pages,
        "total": len(shown.spaces),
        "first": shown.first,
        "rows": shown.rows,
        "ratios": [space.ratio for space in shown.spaces],
        "unknown": sum(is_unknown(space, space.quota) for space in shown.spaces),
        **narrowed,
        "at": shown.at,
        "unread": shown.unread,
    }
    return Card("spaces", data, actions, kept=shown)
