"""Tells of grants: a day before they end, how they ended, and that nobody can end them."""

from dataclasses import replace
from typing import Final

from bot.access import Organisation, Place
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.cards.encoders import NODES
from bot.files.meaning import reference as file_reference
from bot.i18n import N_
from bot.messages import Conversation, alone_with
from bot.organisation import Operator
from bot.rights.grant import Audience, Grant
from bot.rights.lasting import days_of
from bot.rights.role import CALLED, ROLES, asked_as
from bot.sessions import Offer
from bot.shared_buttons import said
from bot.storage import Store
from bot.unasked import Channels, Letter

PURPOSE: Final = "grant"
MOST_DAYS: Final = 30
"""So many a press adds at most."""
_NOT_KNOWN: Final = N_("another role")


class GrantNotices:
    """Shows the cards about grants that nobody asked for."""

    def __init__(self, store: Store, channels: Channels, organisation: Organisation) -> None:
        self._store = store
        self._channels = channels
        self._organisation = organisation

    async def waits(self, grant: Grant, who: Audience) -> bool:
        """Tell somebody of a grant as it stands; gives whether they are to be who later."""
        place = _place(grant, who)
        what = f"grant:{grant.id}:{grant.state}:{grant.until}"
        target = await self._channels.admins.target(place, what, PURPOSE, grant.language)
        target = replace(target, asker=place.user_id or "")
        card = notice_of(grant, who, target.language)
        with paying(Payer(Purpose.ALERTS, conversation=place.conversation.id)):
            return (await self._channels.unasked.show(card, target)).fate == "waits"

    async def say_lost(self, grant: Grant, operator: Operator | None, code: str, now: int) -> None:
        """Tell the admins, once until something was ended again, that ends have to wait."""
        if await self._store.redis.exists(self._lost):
            return
        who = operator.user_id if operator else ""
        data = {"name": operator.name or who if operator else "", "code": code}
        await self._channels.letters.post(
            Letter(f"grants-lost:{who}:{grant.id}:{grant.until}", "grants_waiting", now, data)
        )
        await self._store.redis.set(self._lost, who)

    async def found_again(self) -> None:
        """Hear that something was ended: the admins are who when that fails again."""
        await self._store.redis.delete(self._lost)

    async def other_operator(self) -> bool:
        """Tell, once, whether another operator is named since the admins were who."""
        lost = await self._store.get(self._lost)
        operator = await self._organisation.operator()
        if lost is None or operator is None or operator.user_id == lost:
            return False
        await self.found_again()
        return True

    @property
    def _lost(self) -> str:
        return self._store.key("grants", "lost")


def _place(grant: Grant, who: Audience) -> Place:
    """Where somebody is told: people alone, a group in itself."""
    if who == "receiver" and grant.member.kind == "CONVERSATION":
        return Place(Conversation(grant.member.id, "group", grant.member_name))
    person = grant.giver if who == "giver" else grant.member.id
    return Place(Conversation(alone_with(person), "single"), person)


def notice_of(grant: Grant, who: Audience, language: str) -> Card:
    """Say to whoever gave it, or has it, that it ends soon or how it ended."""
    data = {**facts_of(grant), "mine": who == "receiver"}
    if grant.is_over:
        return Card("grant_over", data)
    if who == "receiver" and grant.member.kind == "CONVERSATION":
        return Card("grant_reminder", data)
    buttons = grant_buttons(grant, language, may_extend=who == "giver")
    return Card("grant_reminder", data, buttons)


def facts_of(grant: Grant) -> dict[str, object]:
    """Give what all cards about a grant print of it."""
    return {
        "name": grant.place.name,
        "folder": grant.place.is_folder,
        "who": grant.member_name or grant.member.id,
        "kind": grant.member.kind,
        "giver": grant.giver_name,
        "role": called(grant.role),
        "until": grant.until,
        "state": grant.state,
        "before": called(grant.before) if grant.before else "",
        "found": called(grant.found) if grant.found else "",
        "late": grant.was_late,
        "ended": grant.ended,
        "lost": grant.lost,
    }


def called(role: str) -> str:
    """Give the catalogue message that a role is called by."""
    return next((CALLED[each] for each in ROLES if each == role), _NOT_KNOWN)


def reference(grant: Grant) -> str:
    """Name a grant in a command, with the end that was shown: another end is another question."""
    return f"grant:{grant.id}@{grant.until}"


def grant_buttons(grant: Grant, language: str, *, may_extend: bool) -> dict[str, object]:
    """Give the buttons that prolong a grant by as much as it was given for, and that end it; who
    only has it asks for more time instead.
    """
    which = reference(grant)
    days = min(days_of((grant.until or 0) - grant.given), MOST_DAYS)
    span = f"{days} 天" if language == "zh" else f"{days} days"
    end = said(language, "结束授权", "grant end", which)
    buttons: dict[str, object] = {"end": Offer("grant end", {"grant": which}, end)}
    if may_extend:
        extend = said(language, "延长", "extend", which, span)
        buttons["extend"] = Offer("extend", {"grant": which, "time": span}, extend)
    elif role := said(language, *asked_as(grant.role)):
        access = " ".join((_said_place(grant), role, span))
        ask = said(language, "申请权限", "request access", access)
        buttons["ask"] = Offer("request access", {"access": access}, ask)
    return buttons


def _said_place(grant: Grant) -> str:
    """Name the place in a command: a space by its id, what was asked for by its link so again."""
    place = grant.place
    if place.is_space:
        return place.space_id
    if place.dentry_id == place.uuid:
        return f"{NODES}{place.uuid}"
    return file_reference(place.space_id, place.dentry_id)
