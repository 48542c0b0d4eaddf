"""Makes the command that a message, a press or the end of a hold is, and aims its answer."""

from dataclasses import replace

from bot.delivery import Record, Target, card_id
from bot.dispatch.numbering import kind_said
from bot.holds import Hold
from bot.language import is_number
from bot.messages import Click, Command, Conversation, Fence, Message, Sender, Webhook
from bot.sessions import LastAnswer, Session


def command_of(message: Message, session: Session, language: str, fence: Fence | None) -> Command:
    """Make the command that a message is, before anybody knows which one."""
    return Command(
        words="",
        sender=message.sender,
        conversation=message.conversation,
        language=language,
        key=message.key,
        at=message.at,
        last_list=session.last_list,
        mentions=message.mentions,
        strangers=message.strangers,
        waiting=session.state is not None,
        card=answer_to(message),
        fence=fence,
        lists=session.lists,
        about=_space_of(session.topic, message.at),
        kind=kind_said(message.text),
    )


def _space_of(topic: LastAnswer | None, now: int) -> str:
    """Give the space that was spoken of last, by its name: a number may mean another by now."""
    if topic is None or topic.is_over(now):
        return ""
    said = topic.raw.get("space", "")
    return "" if is_number(said.removeprefix("#")) else said


def pressed(click: Click, record: Record, words: str, fence: Fence | None) -> Command:
    """Make the command that a press of a button is which goes on with ``words``."""
    return Command(
        words=words,
        sender=click.sender,
        conversation=click.conversation,
        language=record.language,
        key=click.key,
        at=click.at,
        card=click.out_track_id,
        fence=fence,
    )


def ended(hold: Hold, words: str, now: int, fence: Fence | None) -> Command:
    """Make the command that the end of a hold is, at ``now`` in milliseconds since 1970."""
    return Command(
        words=words,
        sender=hold.asker,
        conversation=hold.conversation,
        language=hold.language,
        key=f"hold:{hold.id}",
        at=now,
        card=hold.card,
        fence=fence,
    )


def answer_to(message: Message) -> str:
    """Name the card that answers a message."""
    return card_id(message.key, "answer", message.conversation.id)


def target_for(command: Command, webhook: Webhook | None = None) -> Target:
    """Aim at the card on which whoever sent a command sees what comes of it."""
    here = target_to(command.sender, command.conversation, command.key, command.language)
    return replace(here, out_track_id=command.card, webhook=webhook, fence=command.fence)


def target_to(sender: Sender, here: Conversation, key: str, language: str) -> Target:
    """Aim at a card of their own for somebody in a conversation, for the turn of this ``key``."""
    return Target(
        out_track_id=card_id(key, "answer", here.id),
        conversation=here,
        asker=sender.key,
        asker_user_id=sender.user_id,
        language=language,
        turn=key,
        nick=sender.nick,
    )
