"""The conversation itself: who you are here, its language, and ending what is asked."""

from bot.access import Role
from bot.cards import Card
from bot.i18n import N_
from bot.language import Choice
from bot.messages import Command
from bot.routing import Press, Router
from bot.services import Services
from bot.sessions import Cancel

router = Router[Services]()

LANGUAGE = Choice(
    N_("language"),
    ("zh", "en"),
    ask=N_("Which language, zh or en?"),
    aliases={"中文": "zh", "chinese": "zh", "英文": "en", "英语": "en", "english": "en"},
)


@router.command("whoami", "我是谁", phrases=("who am i",))
async def whoami(cmd: Command, svc: Services) -> Card:
    """Show your role and what you can do."""
    person = await svc.who(cmd.user_id)
    role = await svc.access.role(cmd.sender)
    data = {
        "name": person.name or cmd.sender.nick,
        "role": role.name.lower(),
        "user_id": person.user_id,
        "union_id": "" if cmd.conversation.is_group else person.union_id,
        "language": cmd.language,
    }
    return Card("whoami", data)


@router.command("lang", "language", "语言", usage="lang zh|en", takes=(LANGUAGE,), acts=True)
async def lang(cmd: Command, svc: Services) -> Card:
    """Set the language of this conversation."""
    chosen = cmd[LANGUAGE]
    await svc.conversations.choose_language(cmd.conversation.id, chosen)
    return Card("language", {"language": chosen}, language=chosen)


@router.command("cancel", "取消", "算了", "no", "不用了", "不要", phrases=("never mind",))
async def cancel(_: Command, __: Services) -> Card:
    """Cancel the current question. Nothing is changed."""
    return Card("nothing_to_cancel")  # where something is asked, this is an answer to it


@router.fast(Cancel, role=Role.OUTSIDER)
async def press_cancel(_action: Cancel, _press: Press, _svc: Services) -> Card:
    """End what this card asks."""
    return Card("cancelled")
