"""What the admins' policy says of an attempt, whatever way leads to it: typed, said in a sentence,
pressed, sent as a file, or due at the end of a hold.

Only what the role of whoever asks allows comes here, so a rule can take away and give nothing. Each
refusal is written down, of what only shows something too.
"""

from typing import Protocol

from bot.dispatch.refused import note
from bot.errors.policy import ApprovalNeeded, RuledOut
from bot.messages import Command
from bot.policy.rule import Ruling
from bot.policy.rules import AsksRole
from bot.policy.shown import row_of
from bot.services import Services


class Wordy(Protocol):
    """A route that says which command it goes on with."""

    @property
    def words(self) -> str: ...


def words_of(route: Wordy, asked: object = None) -> str:
    """Name the command that an attempt is; a button or a question that may be of several says
    itself of which.
    """
    return str(getattr(asked, "of_command", "")) or route.words


async def check(
    services: Services, command: Command, about: object = None, role: AsksRole | None = None
) -> None:
    """Raise RuledOut, or ApprovalNeeded, where the policy says so, and write it down.

    ``about`` may name the space it is for; ``role`` tells the role where a rule is about roles.
    """
    verdict = await services.policy.verdict(
        command.words, command.sender, command.conversation, role
    )
    if verdict.outcome == "allow":
        return
    refused = error_of(verdict, command, services)
    await note(services, command, refused, about)
    raise refused


def error_of(verdict: Ruling, command: Command, services: Services) -> RuledOut:
    """Make what is raised where an attempt is refused."""
    kind = ApprovalNeeded if verdict.outcome == "ask" else RuledOut
    here, commands = command.conversation.id, services.commands()
    rule = {} if verdict.rule is None else row_of(verdict.rule, here, commands, command.language)
    return kind(command.words, rule)
