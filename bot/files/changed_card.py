"""The card that tells what became of files: each by itself, and what can be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards import Card
from bot.errors import NoRoom
from bot.files.clashes import ClashAsked, clash_of, settled
from bot.files.fates import NOT_FOUND, Fate, FilePlan
from bot.files.file_buttons import quoted
from bot.files.meaning import reference
from bot.sessions import Cancel, Offer
from bot.shared_buttons import said


@dataclass(frozen=True, slots=True)
class LookAtTasks:
    """Look how far DingTalk has come with what goes on by itself."""

    plan: FilePlan
    fates: tuple[Fate, ...]

    @property
    def of_command(self) -> str:
        """Name the command that it goes on with."""
        return self.plan.of_command

    def says(self, language: str) -> str:
        """Give the command that shows the same: what is there by now."""
        return _files_said(self.plan, language)


def changed(
    plan: FilePlan, fates: Sequence[Fate], language: str, more: Mapping[str, object] | None = None
) -> Card:
    """Tell what became of each, with ``more`` buttons; a name that is taken is asked about.

    Raises DingTalk's refusal where it is about one alone.
    """
    if len(fates) == 1 and fates[0].outcome == "refused" and fates[0].code != NOT_FOUND:
        raise fates[0].error
    clash = clash_of(plan, fates)
    actions: dict[str, object] = dict(more or {})
    if any(each.outcome == "running" and each.task_id for each in fates):
        actions["look"] = LookAtTasks(plan, tuple(fates))
    if clash is not None:
        actions |= {**settled(clash), "cancel": Cancel()}
    elif plan.to_folder:
        actions["place"] = _offer(plan, language)
    data = {
        "what": plan.what,
        "rows": [_row(each) for each in fates],
        "state": _state(fates),
        "name": plan.name,
        "kept": "",
        "ends": (),
        "place": plan.place,
        "usage": None,
    }
    return Card("files_changed", data, actions, then=ClashAsked(clash) if clash else None)


def _row(fate: Fate) -> dict[str, object]:
    kind = fate.kind
    return {
        "name": fate.target.name,
        "now": fate.called,
        "is_folder": fate.target.is_folder,
        "outcome": fate.outcome,
        "kind": kind,
        "code": fate.code or fate.message,
        "level": NoRoom(fate.code).level if kind == "NoRoom" else "",
        "succeeded": fate.succeeded,
        "total": fate.total,
        "followed": bool(fate.task_id),
        "could": fate.could,
    }


def _state(fates: Sequence[Fate]) -> str:
    """What the title says: the most that whoever reads it has to know."""
    outcomes = {each.outcome for each in fates}
    if outcomes == {"done"}:
        return "done"
    for each in ("clash", "running", "unknown"):
        if each in outcomes:
            return each
    return "partly" if "done" in outcomes else "failed"


def _offer(plan: FilePlan, language: str) -> Offer:
    place = reference(plan.to_space, plan.to_folder) if plan.to_folder != "0" else plan.to_space
    return Offer("files", {"place": place}, _files_said(plan, language))


def _files_said(plan: FilePlan, language: str) -> str:
    name = plan.place[-1] if plan.place else ""
    return said(language, "文件", "files", quoted(name, language) if name else "")
