"""Walks shown: the card of each view, its buttons, and the job that reads on."""

import asyncio
from dataclasses import dataclass
from typing import Final

from bot.cards import Card
from bot.errors import Refused
from bot.files.dentry import ROOT
from bot.files.shown import Spot
from bot.files.shown_walk import ShownWalk
from bot.files.walk_pictures import WalkPictures
from bot.files.walk_views import Seen, View, WalkRow, seen
from bot.files.walks import Walk, Walks
from bot.files.whole_space import PAGE
from bot.jobs import Did, Job, ShownJob, StopJob
from bot.shared_buttons import CommandButton, said, turns

COMMANDS: Final[dict[View, tuple[str, str]]] = {
    "largest": ("最大文件", "largest"),
    "oldest": ("最旧文件", "oldest"),
    "duplicates": ("重复文件", "duplicates"),
    "kinds": ("按类型", "by kind"),
    "folders": ("最大文件夹", "biggest folders"),
}
SOON_SECONDS: Final = 5
"""Between two edits of a card there lies as much."""
OFFERED: Final = (20, 100)
"""So many pages more may be read at a time."""


@dataclass(frozen=True, slots=True)
class TurnWalk:
    """Show another page of what this card lists."""

    page: int
    view: View
    which: str = ""

    @property
    def of_command(self) -> str:
        """Name the command that shows it."""
        return COMMANDS[self.view][1]

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, *COMMANDS[self.view], self.which, page=self.page)


@dataclass(frozen=True, slots=True)
class ShowView:
    """Look at what was read of a space in another way, or ``anew`` at its first page."""

    view: View
    space_id: str
    page: int = 1
    anew: bool = False
    name: str = ""

    @property
    def of_command(self) -> str:
        """Name the command that shows it."""
        return COMMANDS[self.view][1]

    def says(self, language: str) -> str:
        """Give the command that does the same, with the space's name where that means it alone."""
        return said(language, *COMMANDS[self.view], self.name or self.space_id)


@dataclass(frozen=True, slots=True)
class ReadOn(CommandButton):
    """Read so many pages more of a space, at a counted call each."""

    command = "继续读取", "read on"
    follows = ("pages",)
    space_id: str
    view: View
    pages: int


@dataclass(frozen=True, slots=True)
class Walking:
    """The plan of a job: read a walk on until it has so many ``pages``, then show it in a view."""

    viewer: str
    space_id: str
    begun: int
    pages: int
    view: View


class WalkCards:
    """Draws what is kept of walks."""

    def __init__(self, walks: Walks, pictures: WalkPictures) -> None:
        self._walks = walks
        self._pictures = pictures

    async def pictured(
        self, walk: Walk, view: View, language: str, page: int = 1, stopper: str = ""
    ) -> Card:
        """Show a walk, its folders with a picture: a counted call more, unless it was drawn."""
        if view != "folders":
            return await self.card(walk, view, page, stopper)
        found = await self._seen(walk, view)
        picture = await self._pictures.of(walk, found, language)
        return self._drawn(walk, view, found, page, stopper=stopper, picture=picture)

    async def card(
        self, walk: Walk, view: View, page: int = 1, stopper: str = "", picture: str = ""
    ) -> Card:
        """Show a walk in a view, without a call. Whoever told its reading to stop is named."""
        found = await self._seen(walk, view)
        return self._drawn(walk, view, found, page, stopper=stopper, picture=picture)

    async def _seen(self, walk: Walk, view: View) -> Seen:
        """Look through all that was read, in a thread: of 100,000 files that takes a second."""
        return await asyncio.to_thread(seen, view, await self._walks.files(walk))

    def _drawn(
        self, walk: Walk, view: View, found: Seen, page: int, *, stopper: str, picture: str
    ) -> Card:
        items = tuple(Spot(row.file.uuid, walk.space_id, row.file.id) for row in found.rows)
        shown = ShownWalk(walk.viewer, walk.space_id, view, walk.begun, items, picture=picture).at(
            page
        )
        data = {
            "view": view,
            "name": walk.space_name,
            "rows": [_row(row) for row in shown.on_page(found.rows)],
            "page": shown.page,
            "pages": shown.pages,
            "first": shown.first,
            "files": found.files,
            "folders": found.folders,
            "bytes": found.bytes,
            "unknown": found.unknown,
            "at": walk.begun,
            "more": bool(walk.following) and not walk.cut,
            "cut": walk.cut,
            "unread": walk.unread,
            "stopper": stopper,
            "most": PAGE,
            "picture": picture,
        }
        return Card("walk", data, _buttons(walk, shown), kept=shown)


def _row(row: WalkRow) -> dict[str, object]:
    file = row.file
    return {
        "name": file.name,
        "is_folder": file.is_folder,
        "root": file.id == ROOT,
        "folder": file.folder,
        "size": row.bytes if row.count > row.unsized or file.size is not None else None,
        "modified": file.modified,
        "count": row.count,
        "unsized": row.unsized,
        "kind": row.kind,
    }


def _buttons(walk: Walk, shown: ShownWalk) -> dict[str, object]:
    view: View = shown.view
    buttons = turns(shown.page, shown.pages, lambda page: TurnWalk(page, view, walk.space_id))
    if not walk.is_over:
        buttons |= {f"read{pages}": ReadOn(walk.space_id, view, pages) for pages in OFFERED}
    others = [each for each in COMMANDS if each != view]
    buttons |= {each: ShowView(each, walk.space_id) for each in others}
    buttons["refresh"] = ShowView(view, walk.space_id, anew=True)
    return buttons


class WalkWork:
    """Reads walks on, a page a step."""

    def __init__(self, walks: Walks, cards: WalkCards) -> None:
        self._walks = walks
        self._cards = cards

    async def step(self, job: Job) -> Did:
        """Read a page. What the person may not see any more is forgotten, and ends it."""
        plan = _plan(job)
        walk = await self._walk(plan)
        if walk is None or self._is_over(walk, plan):
            return Did({}, is_over=True)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            after = await self._walks.read_on(walk)
        except Refused:
            await self._walks.forget(plan.viewer, plan.space_id)
            raise
        if after is None or self._is_over(after, plan):
            return Did({}, is_over=True)
        left = (plan.pages - after.pages) * (loop.time() - begun)
        return Did({}, nears_end=left < SOON_SECONDS)

    async def shown(self, job: Job) -> Card:
        """Show how far it is, and in the end what was found."""
        plan = _plan(job)
        walk = await self._walk(plan)
        if walk is None:
            anew = ShowView(plan.view, plan.space_id, anew=True)
            return Card("walk_gone", {}, {"refresh": anew})
        if job.is_over:
            return await self._cards.pictured(walk, plan.view, job.language, stopper=job.stopper)
        data = {
            "name": walk.space_name,
            "read": walk.pages,
            "to": plan.pages,
            "files": walk.files,
            "until": job.until or None,
            "why": job.why,
            "stopping": job.is_stopping,
        }
        actions = {} if job.is_stopping else {"stop": StopJob(job.id)}
        return Card("walk_reading", data, actions, kept=ShownJob(job.id))

    async def _walk(self, plan: Walking) -> Walk | None:
        walk = await self._walks.kept(plan.viewer, plan.space_id)
        return walk if walk and walk.begun == plan.begun else None

    def _is_over(self, walk: Walk, plan: Walking) -> bool:
        return walk.is_over or walk.pages >= plan.pages


def _plan(job: Job) -> Walking:
    if not isinstance(job.plan, Walking):
        raise TypeError(type(job.plan).__name__)
    return job.plan
