"""Finding files by words of their names, and the spaces that are called so."""

from dataclasses import dataclass, replace

from bot.cards import Card
from bot.errors import ScopeMissing, Stale
from bot.files.around import core
from bot.files.asking import AskedFor, asked
from bot.files.found import Hits, Query
from bot.files.paged import ROWS
from bot.files.search import MOST_CALLS, by_endings, wider
from bot.files.shown import FoundFiles, found
from bot.files.wanted import Looked
from bot.i18n import N_
from bot.language import Narrowing
from bot.messages import Command
from bot.routing import Anew, Press, Router, WishTexts
from bot.services import Services
from bot.shared_buttons import CommandButton, turns

router = Router[Services]()
router.keeps(FoundFiles)

WORDS = Looked("words", ask=N_("What is it called? Send a word of the name."))
MOST_SPACES = 3
_COMMAND = ("找", "find")


@dataclass(frozen=True, slots=True)
class TurnFound(CommandButton):
    """Show another page of what this card has found."""

    command = _COMMAND
    follows = "words", "page"
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class FindAgain(CommandButton):
    """Look again for what this card has found."""

    command = _COMMAND
    follows = ("words",)
    words: str
    page: int = 1


@dataclass(frozen=True, slots=True)
class ReadNames(CommandButton):
    """Read all names of a space for what was looked for, at the calls that were named."""

    command = "读取名称", "read the names"
    words: str
    query: Query


@router.command(
    "find",
    "找",
    "找文件",
    "查找",
    "查找文件",
    "搜索文件",
    "find file",
    usage="find <words>",
    takes=(WORDS,),
    calls=N_("1 for every 50 results, at most 3 more where nothing is called so, and 2 for spaces"),
    phrases=(
        "find the file {words}",
        "look for the file {words}",
        "search for {words}",
        "where is the file {words}",
        "帮我找{words}",
        "找一下{words}",
        "搜一下{words}",
        "{words}这个文件在哪",
    ),
    looks=True,
    label=N_("Find files"),
    wish=WishTexts(value=N_("Find files and spaces called %(value)s.")),
)
async def find(cmd: Command, svc: Services) -> Card:
    """Find files and spaces by words of their names."""
    wanted = cmd[WORDS]
    what = await asked(svc, cmd, wanted, svc.digests.zone)
    viewer = await svc.viewer(cmd)
    try:
        hits = await _hits(viewer, what.query, wanted.page * ROWS, svc)
    except ScopeMissing:
        return await _without_search(cmd, svc, wanted.whole, what)
    page = found(viewer, hits, wanted.whole, wanted.page)
    card = await _card(cmd, svc, page, hits)
    what = replace(what, query=replace(what.query, words=hits.query.also or hits.query.words))
    return replace(card, data={**card.data, "sought": _sought(what, wanted.whole)})


async def _hits(viewer: str, query: Query, most: int, svc: Services) -> Hits:
    """Find what is called so; where nothing is, what has the words and is of the kind that was
    said, else what is called so without the kind of file.
    """
    hits = await svc.search.find(viewer, query, most)
    called = core(query.words)
    if hits.hits or hits.unread:
        return hits
    for ending in by_endings(query):
        hits = await svc.search.find(viewer, ending, most)
        if hits.hits or hits.unread:
            return hits
    of_kind = wider(query)
    found_so = await svc.search.find(viewer, of_kind, most) if of_kind else hits
    if found_so.hits or not called:
        return found_so
    return await svc.search.find(viewer, replace(query, words=called), most)


def _sought(what: AskedFor, said: str) -> dict[str, object] | None:
    """Say what was looked for, where that is not just what was said; None for the same."""
    query = what.query
    if query == Query(said):
        return None
    space = what.space.name if what.space else ""
    return {
        "words": query.words,
        "space": space,
        "people": what.people,
        "since": query.since,
        "until": query.until,
    }


@router.action(FindAgain, looks=True, words="find")
async def find_again(action: FindAgain, cmd: Command, svc: Services) -> Card:
    """Look again, as whoever pressed."""
    last = await svc.kept(cmd.card)
    if not isinstance(last, FoundFiles) or last.query is None:
        raise Stale
    viewer, is_more = await svc.viewer(cmd), action.page > 1
    known = await svc.search.kept(viewer, last.query)
    if is_more and known is not None:
        hits = await svc.search.more(viewer, known, action.page * ROWS)
    else:
        hits = await svc.search.find(viewer, last.query, action.page * ROWS, anew=not is_more)
    return await _card(cmd, svc, found(viewer, hits, action.words, action.page), hits)


@router.action(ReadNames, looks=True, words="find")
async def read_names(action: ReadNames, cmd: Command, svc: Services) -> Card:
    """Read the names of the space that was offered."""
    viewer = await svc.viewer(cmd)
    hits = await svc.search.find(viewer, action.query, ROWS)
    return _drawn(found(viewer, hits, action.words, 1), hits, spaces=())


@router.fast(TurnFound, looks=True, words="find")
async def turn_found(action: TurnFound, press: Press, svc: Services) -> Card:
    """Turn to another page, as it was found; read on where that is not enough."""
    last = press.kept
    if not isinstance(last, FoundFiles) or last.query is None:
        raise Stale
    hits = await svc.search.kept(last.viewer, last.query)
    if hits is None or not last.reaches(action.page):
        raise Anew(FindAgain(action.words, action.page))
    return _drawn(last.at(action.page), hits, spaces=())


async def _card(cmd: Command, svc: Services, page: FoundFiles, hits: Hits) -> Card:
    spaces = await _spaces(cmd, svc, hits.query) if page.page == 1 else ()
    return _drawn(page, hits, spaces=spaces)


async def _spaces(cmd: Command, svc: Services, query: Query) -> tuple[str, ...]:
    """Name the asker's spaces that are called so, unless files alone can be meant."""
    if query != Query(query.words):
        return ()
    narrowing = Narrowing(query.words, query.words, query.words)
    window = await svc.window(cmd, narrowing, MOST_SPACES)
    return tuple(space.name for space in window.spaces[:MOST_SPACES])


async def _without_search(cmd: Command, svc: Services, words: str, what: AskedFor) -> Card:
    """Say that the app may not search, and what remains."""
    data = {
        "words": words,
        "spaces": await _spaces(cmd, svc, what.query),
        "space": what.space.name if what.space else "",
        "calls": MOST_CALLS,
        "people": what.people,
    }
    if what.space is None:
        return Card("find_unable", data)
    query = replace(what.query, people=(), by_names=True)
    return Card("find_unable", data, {"names": ReadNames(words, query)})


def _drawn(page: FoundFiles, hits: Hits, *, spaces: tuple[str, ...]) -> Card:
    data = {
        "words": page.words,
        "rows": page.rows(hits),
        "page": page.page,
        "pages": page.pages,
        "first": page.first,
        "total": len(page.items),
        "more": page.more,
        "at": hits.read,
        "unread": hits.unread,
        "spaces": spaces,
        "sought": None,
    }
    actions: dict[str, object] = turns(
        page.page, page.pages, lambda number: TurnFound(number, page.words), more=page.more
    )
    if not page.items:  # an empty list is none that numbers could mean
        return Card("found", data)
    actions["refresh"] = FindAgain(page.words)
    return Card("found", data, actions, kept=page)
