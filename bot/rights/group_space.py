"""A space that is made for a group: its first folder, the group's permission, and the default here.

Each step stands by itself: what DingTalk does not let be done is said, and keeps nothing else.
"""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol

from bot.conversations import Conversations
from bot.drive.spaces import Space
from bot.errors import NoAllowance, PlatformError, Refused
from bot.files.changes import FileChanges
from bot.files.dentry import ROOT
from bot.files.fates import Fate, FilePlan, FileTarget, refused
from bot.language import Reading, trim, unquoted
from bot.messages import Command
from bot.rights.asked_access import GivesAccess
from bot.rights.member import Member
from bot.rights.plan import RightsPlace, RightsPlan, RightWish
from bot.rights.role import FileRole
from bot.shared_buttons import said

ROLE: Final[FileRole] = "EDITOR"
"""What everybody in the group may do."""
HereOutcome = Literal["done", "folder", "beyond", "ruled", "refused", "unknown"]
"""The permission may be given in the first ``folder`` alone, nothing may be given from here
(``beyond``), or a rule of the admins forbids it (``ruled``)."""
_HERE: Final = re.compile(
    "(?P<before>.+?)[ ,.]*(?: here| (?:in|for|with) (?:this|the|our) group(?: chat)?"
    "|(?:给|在|到)(?:本群|这个群|我们群)(?:里|用|使用)?)"
    "|(?:给|在)(?:本群|这个群|我们群)(?:里)?[ ,]*(?P<behind>.+)"
)


class MakesHere(GivesAccess, Protocol):
    """What it takes."""

    @property
    def file_changes(self) -> FileChanges: ...
    @property
    def conversations(self) -> Conversations: ...


@dataclass(frozen=True, slots=True)
class HereStep:
    """One thing that is had, or why it is not: ``code`` is DingTalk's word for a no."""

    what: Literal["folder", "right", "default"]
    outcome: HereOutcome
    code: str = ""


def without_here(name: str) -> tuple[str, bool]:
    """Part a name from words for this group around it, and tell whether there were any."""
    reading = Reading(name)
    found = _HERE.fullmatch(reading.copy)
    if found is None:
        return name, False
    group = "before" if found["before"] else "behind"
    return unquoted(trim(reading.raw_between(*found.span(group)))), True


async def make_here(
    svc: MakesHere, act: Command, viewer: str, space: Space, *, may_share: bool
) -> tuple[HereStep, ...]:
    """Make what this group needs of a space, once, whatever dies in between; tells of each step."""
    folder = await _folder(svc, act, viewer, space)
    right = HereStep("right", "ruled")
    if may_share:
        made = folder.made if folder.outcome == "done" else ""
        right = await _right(svc, act, viewer, space, made)
    here = act.conversation.id
    await svc.conversations.choose_space(here, space.id, space.name, act.sender.nick)
    outcome: HereOutcome = "done" if folder.outcome == "done" else _no(folder)
    return HereStep("folder", outcome, folder.code), right, HereStep("default", "done")


async def _folder(svc: MakesHere, act: Command, viewer: str, space: Space) -> Fate:
    command = replace(act, key=f"{act.key}:folder", words="folder create")
    plan = await svc.file_changes.begun(command) or _first_folder(space, act.language)
    try:
        [fate] = await svc.file_changes.make(command, viewer, plan)
    except PlatformError as failure:
        return refused(plan.targets[0], failure)
    return fate


def _first_folder(space: Space, language: str) -> FilePlan:
    target = FileTarget("", said(language, "文件", "Files"), is_folder=True)
    return FilePlan(
        "create",
        space.id,
        ROOT,
        (target,),
        to_space=space.id,
        to_folder=ROOT,
        place=(space.name,),
    )


def _no(fate: Fate) -> HereOutcome:
    return "refused" if fate.outcome in {"refused", "clash", "failed"} else "unknown"


async def _right(svc: MakesHere, act: Command, viewer: str, space: Space, folder: str) -> HereStep:
    """Give it on the whole space where its root has a uuid, else on the folder that was made."""
    command = replace(act, key=f"{act.key}:right", words="grant")
    try:
        plan = await svc.giving.begun(command) or await _shared(svc, act, viewer, space, folder)
        if plan is None:
            return HereStep("right", "beyond")
        [fate] = await svc.grants.make(command, viewer, plan)
    except (Refused, NoAllowance) as refusal:
        return HereStep("right", "refused", refusal.code)
    except PlatformError as failure:
        return HereStep("right", "unknown", failure.code)
    if fate.outcome in {"done", "already"}:
        return HereStep("right", "done" if plan.place.is_space else "folder")
    return HereStep("right", "refused" if fate.outcome == "refused" else "unknown", fate.code)


async def _shared(
    svc: MakesHere, act: Command, viewer: str, space: Space, folder: str
) -> RightsPlan | None:
    here = Member("CONVERSATION", act.conversation.id, act.conversation.title)
    wishes = (RightWish(here, "", ROLE),)
    if uuid := await svc.roots.of(viewer, space.id):
        return RightsPlan(RightsPlace(uuid, space.id, ROOT, (space.name,)), wishes)
    dentry = await svc.dentries.one(viewer, space.id, folder) if folder else None
    if dentry is None or not dentry.uuid:
        return None
    names = (space.name, dentry.name)
    return RightsPlan(RightsPlace(dentry.uuid, space.id, dentry.id, names), wishes)
