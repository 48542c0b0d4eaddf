"""The list of spaces: fullest first, paged without a call."""

from dataclasses import dataclass, replace

from bot.cards import Card
from bot.drive.card_list import ShownList, is_over
from bot.drive.naming import fullest_first
from bot.drive.spaces import Listing, Space
from bot.errors import Stale
from bot.language import Text, normalise, paged
from bot.messages import Command
from bot.quota.card_lists import is_unknown
from bot.routing import Anew, Press, Router
from bot.services import Services
from bot.shared_buttons import said, turns

router = Router[Services]()
router.keeps(ShownList)

WORDS = Text("words")
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
    """List spaces, fullest first."""
    words, page = paged(cmd[WORDS])
    return _card(_shown(await svc.listing(cmd), words, page))


@router.action(RefreshList)
async def refresh(action: RefreshList, cmd: Command, svc: Services) -> Card:
    """Show the numbers as they are now."""
    listed = await svc.listing(cmd, max_age=0)
    return _card(_shown(listed, action.words, action.page))


@router.fast(TurnPage, looks=True)
async def turn_page(action: TurnPage, press: Press, svc: Services) -> Card:
    """Turn to another page of the same list, as it was read; read an old one again."""
    if not isinstance(press.kept, ShownList):
        raise Stale
    if is_over(press.kept.read, svc.now()):
        raise Anew(RefreshList(action.words, action.page))
    return _card(_at_page(press.kept, action.page))


def _shown(listed: Listing, words: str, page: int) -> ShownList:
    spaces = fullest_first([space for space in listed.spaces if _matches(space, words)])
    shown = ShownList(spaces, words, listed.at, unread=listed.unread, read=listed.read)
    return _at_page(shown, page)


def _at_page(shown: ShownList, page: int) -> ShownList:
    page = min(max(page, 1), shown.pages)
    return replace(shown, page=page)


def _matches(space: Space, words: str) -> bool:
    name = normalise(space.name)
    return all(word in name for word in normalise(words).split())


def _card(shown: ShownList) -> Card:
    if not shown.spaces:
        return Card("no_spaces", {"words": shown.words, "unread": shown.unread})
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
        "words": shown.words,
        "at": shown.at,
        "unread": shown.unread,
    }
    return Card("spaces", data, actions, kept=shown)
