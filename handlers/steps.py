"""The buttons of a command that is built step by step."""

from bot.access import Role
from bot.cards import Card
from bot.guided import StepBack, StepTaken
from bot.messages import Command
from bot.routing import Router
from bot.services import Services

router = Router[Services]()


@router.action(StepTaken, role=Role.OUTSIDER)
async def take_step(action: StepTaken, cmd: Command, svc: Services) -> Card:
    """Take what the button gives as the answer, for whoever pressed, who is asked what they may."""
    return await svc.step(cmd, action.state, action.given)


@router.action(StepBack, role=Role.OUTSIDER)
async def step_back(action: StepBack, cmd: Command, svc: Services) -> Card:
    """Ask for the step before again."""
    return await svc.step(cmd, action.state, action.says(cmd.language))
