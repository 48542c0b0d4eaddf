"""The conversation itself: who you are here, its language, and ending what is asked."""

from bot.access import Role
from bot.alerts.subscription import Subscription
from bot.cards import Card
from bot.ended import ended
from bot.holds import Hold
from bot.i18n import N_
from bot.language import Choice
from bot.messages import Command
from bot.policy.rule import PolicyRule
from bot.policy.shown import row_of
from bot.requests.request import ASKS_FOR
from bot.routing import Press, Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel, Offer, Offering
from bot.shared_buttons import said

router = Router[Services]()

LANGUAGE = Choice(
    N_("language"),
    ("zh", "en"),
    ask=N_("Which language, zh or en?"),
    aliases={"中文": "zh", "chinese": "zh", "英文": "en", "英语": "en", "english": "en"},
)


@router.command("whoami", "我是谁", phrases=("who am i",), looks=True, label=N_("My role"))
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
        "ruled": await _ruled(cmd, svc, role),
    }
    return Card("whoami", data)


async def _ruled(cmd: Command, svc: Services, role: Role) -> list[dict[str, object]]:
    """Say what the rules take away here from what the role gives, each with the one that decides;
    what several commands have from one rule is one row. Of what only admins do but others ask for,
    too: the rules say whether they may, and who decides.
    """
    group = cmd.conversation.is_group
    names = {
        each.words: each.called(cmd.language)
        for each in svc.commands()
        if each.needs(group=group) <= role or each.words in ASKS_FOR.values()
    }
    said = await svc.policy.verdicts(names, cmd.sender, cmd.conversation)
    by_rule: dict[str, tuple[PolicyRule, list[str]]] = {}
    for words, ruling in said.items():
        if ruling.rule is not None and ruling.outcome != "allow":
            by_rule.setdefault(ruling.rule.key, (ruling.rule, []))[1].append(names[words])
    here, commands = cmd.conversation.id, tuple(svc.commands())
    return [
        {**row_of(rule, here, commands, cmd.language), "commands": len(found)}
        for rule, found in by_rule.values()
    ]


@router.command(
    "lang",
    "language",
    "语言",
    usage="lang zh|en",
    takes=(LANGUAGE,),
    acts=True,
    label=N_("Language"),
    wish=WishTexts(value=N_("Answer in this language here from now on: %(value)s.")),
)
async def lang(cmd: Command, svc: Services) -> Card:
    """Set the language of this conversation."""
    chosen = cmd[LANGUAGE]
    by = cmd.sender.nick
    await svc.conversations.choose_language(cmd.conversation.id, chosen, by)
    return Card("language", {"language": chosen, "by": by}, language=chosen)


@router.command(
    "here",
    "本会话",
    "会话设置",
    phrases=("settings of this conversation",),
    looks=True,
    label=N_("Settings here"),
)
async def here(cmd: Command, svc: Services) -> Card:
    """Show what is set for this conversation: language, default space, alerts, digest."""
    chosen = await svc.conversations.chosen(cmd.conversation.id)
    subscription = await svc.alerts.subscription(cmd.conversation.id)
    place = await svc.organisation.admins_place()
    has_alerts = subscription is not None and subscription.is_active
    digest = subscription.digest if subscription and not subscription.ended else None
    data = {
        "group": cmd.conversation.is_group,
        "language": chosen.language,
        "language_by": chosen.language_by,
        "space": chosen.space_name or chosen.space_id,
        "space_by": chosen.space_by,
        "alerts": _alerts(subscription) if has_alerts else None,
        "digest": digest.every if digest else "",
        "admins": place is not None and place.conversation.id == cmd.conversation.id,
    }
    files = Offer("group files", {}, said(cmd.language, "群文件", "group files"))
    return Card("here", data, {"files": files} if cmd.conversation.is_group else {})


def _alerts(subscription: Subscription | None) -> dict[str, object] | None:
    """Say of how many spaces alerts come here, None for all, and who chose so."""
    if subscription is None:
        return None
    spaces = None if subscription.spaces is None else len(subscription.spaces)
    return {"spaces": spaces, "personal": subscription.personal, "by": subscription.by}


@router.command(
    "cancel",
    "取消",
    "算了",
    "no",
    "不用了",
    "不要",
    phrases=("never mind",),
    looks=True,
    label=N_("Cancel the question"),
)
async def cancel(cmd: Command, svc: Services) -> Card:
    """Cancel the current question. Nothing is changed."""
    # Where something is asked, this is an answer to it; a deletion that waits may be meant.
    waiting = [hold for hold in await svc.holds.waiting() if _is_own(hold, cmd)]
    if not waiting:
        return Card("nothing_to_cancel")
    name = str(getattr(waiting[-1].plan, "name", ""))
    undo = Offer("undo", {"space": name}, said(cmd.language, "撤销", "undo", name))
    then = Offering((undo,))
    return Card("still_waiting", {"space_name": name}, {"undo": undo}, then=then)


def _is_own(hold: Hold, cmd: Command) -> bool:
    """Whether whoever asks began it here."""
    here = hold.conversation.id == cmd.conversation.id
    return here and hold.asker.key == cmd.sender.key and hold.state == "waiting"


@router.fast(Cancel, role=Role.OUTSIDER, words="cancel")
async def press_cancel(_action: Cancel, press: Press, svc: Services) -> Card:
    """End what this card asks."""
    return await ended(press.sender.key, press.conversation.id, press.language, svc.holds)
