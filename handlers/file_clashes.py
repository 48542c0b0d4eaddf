"""What a change of files left open: names that were taken, and what DingTalk still works on."""

from dataclasses import replace

from bot.cards import Card
from bot.errors import Stale
from bot.files.changed_card import LookAtTasks, changed
from bot.files.clashes import ClashAsked, SettleClash
from bot.files.fates import Fate
from bot.files.way_back import remembered
from bot.messages import Command
from bot.routing import Router
from bot.services import Services

router = Router[Services]()


@router.action(SettleClash, words="file move", changes=True)
async def settle(action: SettleClash, cmd: Command, svc: Services) -> Card:
    """Go on with what clashed, in the way that was chosen."""
    plan = action.plan
    named = replace(cmd, words=plan.of_command)
    viewer = await svc.viewer(cmd)
    fates = await svc.file_changes.make(named, viewer, plan)
    back = await remembered(svc, cmd, viewer, plan, fates)
    return changed(plan, fates, cmd.language, back)


@router.state(ClashAsked, words="file move", changes=True)
async def settle_in_words(state: ClashAsked, text: str, cmd: Command, svc: Services) -> Card:
    """Go on with it, for somebody who types instead of pressing."""
    if state.copies(text):
        plan = replace(state.plan, what="copy")
        return changed(plan, [Fate(each, "clash") for each in plan.targets], cmd.language)
    chosen = state.meant(text)
    if chosen is None:
        raise Stale
    return await settle(chosen, cmd, svc)


@router.action(LookAtTasks, looks=True, words="file move")
async def look(action: LookAtTasks, cmd: Command, svc: Services) -> Card:
    """Look how far DingTalk has come by now."""
    named = replace(cmd, words=action.of_command)
    viewer = await svc.viewer(cmd)
    fates = await svc.file_changes.look(named, viewer, action.plan, action.fates)
    return changed(action.plan, fates, cmd.language)
