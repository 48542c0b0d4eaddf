"""Roles that were given for a time: listed, prolonged, and ended before their time."""

from dataclasses import replace

from bot.cards import Card
from bot.errors import BadArgument
from bot.errors.grants import NoSuchGrant
from bot.i18n import N_
from bot.language import Page, Text
from bot.messages import Command
from bot.rights.grant import Grant
from bot.rights.grant_notices import facts_of, grant_buttons
from bot.rights.lasting import NOT_A_LENGTH, HowLong
from bot.rights.shown_grants import ShownGrants, meant_grant, renewed, shown_grants
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.sessions import Offer
from bot.shared_buttons import said, turns
from bot.times import Unclear

router = Router[Services]()
router.keeps(ShownGrants)

ROWS = 8
PAGE = Page("page")
GRANT = Text("grant", ask=N_("Which one? Send its number in the list of **grants**."))
TIME = HowLong("time", ask=N_("For how much longer? For example: 7 days"))


@router.command(
    "grants",
    "临时权限",
    "temporary access",
    usage="grants [page]",
    takes=(PAGE,),
    phrases=(
        "which access ends soon",
        "what temporary access is there",
        "哪些权限快到期了",
        "有哪些临时权限",
    ),
    looks=True,
    label=N_("Temporary access"),
)
async def show_grants(cmd: Command, svc: Services) -> Card:
    """List temporary access that you gave or have."""
    everything = await svc.is_admin(cmd) and not cmd.conversation.is_group
    grants = await svc.grants.concerning(cmd.user_id, everything=everything)
    pages = max(1, -(-len(grants) // ROWS))
    page = min(max(cmd[PAGE] or 1, 1), pages)
    first = (page - 1) * ROWS
    data = {
        "rows": [facts_of(each) for each in grants[first : first + ROWS]],
        "page": page,
        "pages": pages,
        "first": first + 1,
        "total": len(grants),
        "everything": everything,
    }

    def turn(other: int) -> Offer:
        return Offer(
            "grants", {"page": str(other)}, said(cmd.language, "临时权限", "grants", page=other)
        )

    return Card("grants", data, turns(page, pages, turn), kept=shown_grants(grants))


@router.command(
    "extend",
    "延长",
    "延长权限",
    "extend access",
    usage="extend <grant> <time>",
    takes=(GRANT, TIME),
    calls=N_("2 to see that it can be ended"),
    changes=True,
    phrases=("extend {grant} by {time}", "extend grant {grant} by {time}", "把{grant}延长{time}"),
    label=N_("Extend access"),
    wish=WishTexts(
        thing=N_("Let access %(space)s last longer."),
        value=N_("Let access last longer: %(value)s."),
        both=N_("Let access %(space)s last longer: %(value)s."),
    ),
)
async def extend(cmd: Command, svc: Services) -> Card:
    """Extend temporary access."""
    grant, is_same = await _meant(cmd, svc)
    if not is_same:
        return await _shown(grant, cmd, svc)
    until = _until(cmd, svc, grant)
    after = await svc.grants.extend(cmd, await svc.viewer(cmd), grant, until)
    if after is None:
        return Card("grant_left", facts_of(grant))
    shown = await _shown(after, cmd, svc, before=grant.until)
    return replace(shown, kept=renewed(await svc.kept(cmd.last_list), after))


@router.command(
    "grant end",
    "结束授权",
    "提前结束权限",
    "end access",
    usage="grant end <grant>",
    takes=(GRANT,),
    calls=N_("2: one to look, one to end it"),
    changes=True,
    label=N_("End access"),
    wish=WishTexts(thing=N_("End access %(space)s now.")),
)
async def end_grant(cmd: Command, svc: Services) -> Card:
    """End temporary access now."""
    grant, is_same = await _meant(cmd, svc)
    if not is_same and not grant.is_over and (grant.until or 0) > svc.now():
        return await _shown(grant, cmd, svc)
    await _check_may_end(cmd, svc, grant)
    await svc.grants.end_at_once(cmd, grant)
    ended = await svc.endings.end_now(grant.id, cmd.user_id)
    return Card("grant_over", {**facts_of(ended or grant), "mine": False})


async def _meant(cmd: Command, svc: Services) -> tuple[Grant, bool]:
    """Give the grant that is meant, and whether it ends when it was shown to; raises NoSuchGrant
    for one that whoever asks has nothing to do with.
    """
    meant = meant_grant(cmd[GRANT], await svc.kept(cmd.last_list))
    grant = await svc.grants.find(meant.id)
    is_lent = grant is not None and grant.until is not None
    if grant is None or not is_lent or not (grant.concerns(cmd.user_id) or await svc.is_admin(cmd)):
        raise NoSuchGrant(cmd[GRANT])
    return grant, meant.until in {"", str(grant.until)}


def _until(cmd: Command, svc: Services, grant: Grant) -> int:
    lasting = cmd[TIME]
    if lasting is None or grant.until is None:
        raise BadArgument(TIME.name, "", NOT_A_LENGTH)
    try:
        return lasting.ends(grant.until, svc.now(), svc.digests.zone)
    except Unclear as over:
        raise BadArgument(TIME.name, "", over.reason) from over


async def _check_may_end(cmd: Command, svc: Services, grant: Grant) -> None:
    """Let end it whom it concerns, and admins. Raises NotAllowed for others, and writes down that
    they tried.
    """
    if not grant.concerns(cmd.user_id):
        await svc.check_is_admin(cmd, grant.place.dentry_id)


async def _shown(grant: Grant, cmd: Command, svc: Services, before: int | None = None) -> Card:
    data = {**facts_of(grant), "earlier": before}
    gives = cmd.user_id in {grant.giver, grant.by} or before is not None
    may_extend = gives or await svc.is_admin(cmd)
    return Card("grant_extended", data, grant_buttons(grant, cmd.language, may_extend=may_extend))
