"""What is shown before roles are changed and after, and what has to be agreed to twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Card
from bot.errors import ChangedMeanwhile
from bot.files.file_buttons import quoted
from bot.files.meaning import reference
from bot.rights.giving import Giving
from bot.rights.holders import Holder
from bot.rights.member import Member
from bot.rights.permissions import FileRights
from bot.rights.plan import RightFate, RightsPlace, RightsPlan, RightWish
from bot.rights.role import RAISED, rank
from bot.sessions import Cancel, Offer
from bot.shared_buttons import said


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A wish, and the role that the member has from a folder above whatever is changed here."""

    wish: RightWish
    above: str

    @property
    def is_void(self) -> bool:
        """Whether the change makes no difference, since more comes from above."""
        return rank(self.above) >= max(rank(self.wish.after), rank(self.wish.before))


def planned(
    place: RightsPlace, rights: FileRights, members: Sequence[Member], after: str
) -> RightsPlan:
    """Plan that members have one role, empty for none, by what each was given until now."""
    wishes = (RightWish(each, rights.own(each), after) for each in members)
    return RightsPlan(place, tuple(wishes))


def is_twice_asked(plan: RightsPlan) -> bool:
    """Tell whether somebody becomes a manager or owner, or everybody is given something."""
    return any(
        each.after != each.before
        and (each.after in RAISED or (bool(each.after) and each.member.is_everybody))
        for each in plan.wishes
    )


def asks(
    plan: RightsPlan, rights: FileRights, here: str, confirm: object, until: int | None = None
) -> Card:
    """Show who gets what and ``until`` when (milliseconds since 1970), and what they had; ``here``
    is the conversation that it is shown in.
    """
    seen = (Foreseen(each, rights.from_above(each.member)) for each in plan.wishes)
    data = {
        "names": plan.place.names,
        "rows": [_foreseen(each, here) for each in seen],
        "takes": _takes(plan),
        "unread": rights.unread,
        "until": until,
    }
    return Card("rights_confirm", data, {"confirm": confirm, "cancel": Cancel()}, then=confirm)


def asks_again(plan: RightsPlan, here: str, confirm: object) -> Card:
    """Ask a second time, and say what such a role can do."""
    rows = [_row(each, here) for each in plan.wishes if each.after != each.before]
    data = {
        "names": plan.place.names,
        "rows": rows,
        "role": plan.wishes[0].after,
        "everybody": any(each.member.is_everybody for each in plan.wishes),
    }
    return Card("rights_again", data, {"confirm": confirm, "cancel": Cancel()}, then=confirm)


async def check_as_shown(giving: Giving, rights: FileRights, plan: RightsPlan) -> None:
    """Raise ChangedMeanwhile where a role is not as it was shown any more, and LastManager."""
    if any(rights.own(each.member) != each.before for each in plan.wishes):
        raise ChangedMeanwhile
    await giving.check(rights, plan)


def changed_rights(
    plan: RightsPlan, fates: Sequence[RightFate], here: str, language: str, until: int | None = None
) -> Card:
    """Tell what became of each. Raises DingTalk's refusal where it is about one alone."""
    if len(fates) == 1 and fates[0].outcome == "refused":
        raise fates[0].error
    rows = [
        {**_row(each.wish, here), "outcome": each.outcome, "code": each.code or each.message}
        for each in fates
    ]
    outcomes = {each.outcome for each in fates}
    first = ("unknown", "refused", "changed", "done", "already")
    state = next(each for each in first if each in outcomes)
    data = {
        "names": plan.place.names,
        "rows": rows,
        "state": state,
        "takes": _takes(plan),
        "until": until,
    }
    return Card("rights_changed", data, {"who": _who(plan.place, language)})


def _takes(plan: RightsPlan) -> bool:
    return not any(each.after for each in plan.wishes)


def _who(place: RightsPlace, language: str) -> Offer:
    raw = {"place": reference(place.space_id, place.dentry_id)}
    return Offer("who", raw, said(language, "谁能看", "who", quoted(place.name, language)))


def _row(wish: RightWish, here: str) -> dict[str, object]:
    is_here = wish.member.kind == "CONVERSATION" and wish.member.id == here
    holder = Holder(wish.member, wish.after, is_here=is_here)
    return {
        "kind": holder.kind,
        "name": holder.name,
        "before": wish.before,
        "after": wish.after,
    }


def _foreseen(foreseen: Foreseen, here: str) -> dict[str, object]:
    return {
        **_row(foreseen.wish, here),
        "above": foreseen.above,
        "void": foreseen.is_void,
    }
