"""The list of spaces: fullest first, paged without a call."""

from dataclasses import dataclass, replace

from bot.cards import Card
from bot.drive.card_list import PAGE, ShownList, is_over
from bot.drive.space import Listing
from bot.errors import Stale
from bot.i18n import N_
from bot.language import Narrowed, Narrowing, normalise
from bot.messages import Command
from bot.quota.card_lists import is_unknown
from bot.routing import Anew, Press, Router, WishTexts
from bot.services import Services
from bot.shared_buttons import CommandButton, turns

router = Router[Services]()
router.keeps(ShownList)

WORDS = Narrowed("words")
_REFRESH = frozenset({"refresh", "刷新"})
"""Said instead of words: the asker's own list is read again, at its price."""
_COMMAND = ("空间列表", "spaces")


@dataclass(frozen=True, slots=True)
class TurnPage(CommandButton):
    """Show another page of the list this card keeps."""

    command = _COMMAND
    follows = "words", "page"
    page: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class ShowMore(CommandButton):
    """Ask for the spaces on a page of the list this card keeps."""

    command = _COMMAND
    follows = "words", "page"
    page: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class RefreshList(CommandButton):
    """Read the list again and show the same page of it."""

    command = _COMMAND
    follows = ("words",)
    words: str
    page: int


@router.command(
    "spaces",
    "list",
    "空间列表",
    "空间",
    "列表",
    usage="spaces [words]",
    takes=(WORDS,),
    calls=N_("at most 2, or your own list: 1 for every 50 spaces"),
    phrases=(
        "list all spaces",
        "show me the spaces",
        "有哪些空间",
        "看看空间",
        "which spaces are full",
    ),
    looks=True,
    label=N_("List spaces"),
    wish=WishTexts(
        plain=N_("List the spaces you can see."), value=N_("List these spaces: %(value)s.")
    ),
)
async def list_spaces(cmd: Command, svc: Services) -> Card:
    """List spaces, fullest first, or only some, such as over 90%, empty or mine."""
    narrowing = cmd[WORDS]
    if normalise(narrowing.typed) in _REFRESH:
        return _card(await _shown(cmd, svc, Narrowing(), None, await svc.read_listing(cmd)))
    kept = await svc.kept(cmd.last_list) if narrowing.page > 1 else None
    return _card(await _shown(cmd, svc, narrowing, _same(kept, narrowing, svc)))


@router.action(RefreshList, words="spaces")
async def refresh(action: RefreshList, cmd: Command, svc: Services) -> Card:
    """Show the numbers as they are now."""
    narrowing = replace(WORDS.read(action.words), page=action.page)
    listing = await svc.read_listing(cmd) if await svc.is_by_list(cmd) else None
    return _card(await _shown(cmd, svc, narrowing, None, listing))


@router.action(ShowMore, words="spaces")
async def show_more(action: ShowMore, cmd: Command, svc: Services) -> Card:
    """Ask DingTalk for what comes next, and show it."""
    narrowing = replace(WORDS.read(action.words), page=action.page)
    kept = await svc.kept(cmd.card)
    return _card(await _shown(cmd, svc, narrowing, _same(kept, narrowing, svc)))


@router.fast(TurnPage, looks=True, words="spaces")
async def turn_page(action: TurnPage, press: Press, svc: Services) -> Card:
    """Turn to another page of the same list, as it was read; read an old one again."""
    if not isinstance(press.kept, ShownList):
        raise Stale
    if is_over(press.kept.read, svc.now()):
        raise Anew(RefreshList(action.words, action.page))
    if not press.kept.reaches(action.page, more=press.kept.more):
        raise Anew(ShowMore(action.page, action.words))
    return _card(_at_page(press.kept, action.page))


def _same(kept: object, narrowing: Narrowing, svc: Services) -> ShownList | None:
    """Give the list that was shown, if it is the one whose page is asked for."""
    if not isinstance(kept, ShownList) or is_over(kept.read, svc.now()):
        return None
    return kept if kept.words == narrowing.typed and kept.asked else None


async def _shown(
    cmd: Command,
    svc: Services,
    narrowing: Narrowing,
    before: ShownList | None,
    listing: Listing | None = None,
) -> ShownList:
    """Ask for as much as a page needs; of a list that was shown, for what comes after it. Where
    their own ``listing`` was read just now nothing is asked.
    """
    least = min(narrowing.page * PAGE, narrowing.most or narrowing.page * PAGE)
    if before is None:
        before = ShownList((), narrowing.typed, 0)
    elif before.reaches(narrowing.page, more=before.more):
        return _at_page(before, narrowing.page)
    least -= len(before.spaces)
    window = await svc.window(cmd, narrowing, least, before.asked, listing=listing)
    if window.is_whole:
        before = ShownList((), narrowing.typed, 0)
    spaces = (*before.spaces, *window.spaces)
    shown = ShownList(
        spaces[: narrowing.most],
        narrowing.typed,
        before.at or window.at,
        unread=window.unread,
        read=before.read or window.read,
        unjudged=before.unjudged + window.unjudged,
        called=before.called + window.called,
        asked=(*before.asked, *window.asked),
        more=window.more and (narrowing.most is None or len(spaces) < narrowing.most),
        listed=window.listed,
    )
    return _at_page(shown, narrowing.page)


def _at_page(shown: ShownList, page: int) -> ShownList:
    page = min(max(page, 1), shown.pages)
    return replace(shown, page=page)


def _card(shown: ShownList) -> Card:
    narrowed = WORDS.read(shown.words).data(shown.unjudged, shown.called)
    if not shown.spaces:
        missing = {"unread": shown.unread, "more": shown.more, "listed": shown.listed or None}
        return Card("no_spaces", {**narrowed, **missing})
    actions: dict[str, object] = {"refresh": RefreshList(shown.words, shown.page)}
    actions |= turns(
        shown.page, shown.pages, lambda page: TurnPage(page, shown.words), more=shown.more
    )
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
        "more": shown.more,
        "listed": shown.listed or None,
    }
    return Card("spaces", data, actions, kept=shown)
