"""Drops what is kept of somebody; what they may see is asked of DingTalk anew."""

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.i18n import N_
from bot.language import Person
from bot.messages import Command
from bot.routing import Router, WishTexts
from bot.services import Services

router = Router[Services]()

WHO = Person("person", ask=N_("Who? Mention the person with @, or send their name or userId."))


@router.command(
    "forget person",
    "忘记成员",
    "清除成员",
    usage="forget person <person>",
    takes=(WHO,),
    role=Role.ADMIN,
    acts=True,
    label=N_("Forget a person"),
    wish=WishTexts(value=N_("Drop what is kept of %(value)s.")),
)
async def forget(cmd: Command, svc: Services) -> Card:
    """Delete what is kept about somebody: their spaces and what DingTalk says about them."""
    dropped: dict[str, list[str]] = {}
    user_ids = await svc.people.meant(cmd, cmd[WHO])
    for person in await svc.people.of_staff(user_ids):
        kept = await svc.drop(person.user_id)
        dropped[person.name] = list(kept)
        entry = Entry.of(cmd, "done", person.user_id, person.name, before="; ".join(kept))
        part = "" if person.user_id == user_ids[0] else f":{person.user_id}"
        await svc.audit.append(f"{cmd.key}{part}", entry, cmd.fence)
    return Card("forgotten", {"people": list(dropped.items())})
