"""The digest: what happened to the spaces of a conversation, asked for or on a schedule.

It names only what the conversation's subscription covers. A conversation that has none gets one for
its digest, after an admin has seen which spaces it will name.
"""

from dataclasses import dataclass, replace

from typing_extensions import override

from bot.access import Role
from bot.alerts.arguments import DayAndTime, TimeOfDay
from bot.alerts.notation import write_digest
from bot.alerts.subscription import Digest, Subscription
from bot.audit import Entry
from bot.cards import Card
from bot.digests.cards import WORDS, OpenPart, card_of
from bot.digests.report import Part, Report
from bot.digests.said import corrected
from bot.digests.schedule import following
from bot.errors import ChangedMeanwhile, Stale
from bot.i18n import N_
from bot.language import Choice, is_yes
from bot.messages import Command
from bot.quota.card_lists import in_order, ranked, space_of
from bot.routing import Press, Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel
from bot.shared_buttons import Agreed

router = Router[Services]()
router.keeps(Report)

NAMED = 30
"""Spaces whose names stand on the card that asks, as far as they fit."""

PART = Choice(
    "part",
    tuple(english for english, _ in WORDS.values()),
    aliases={
        "已满": "full",
        "更改": "changes",
        "changed": "changes",
        **{chinese: english for english, chinese in WORDS.values()},
    },
)
WHEN = DayAndTime(
    "day and time", ask=N_("On which day, and at what time? For example: **mon 09:00**")
)
AT = TimeOfDay("time", ask=N_("At what time? For example: **09:00**"))


@dataclass(frozen=True, slots=True)
class ConfirmDigest(Agreed):
    """A digest may come here, and name the spaces that were shown."""

    digest: Digest

    @property
    def of_command(self) -> str:
        """Name the command that it goes on with."""
        return f"digest {self.digest.every}"

    @override
    def expects(self, text: str) -> bool:
        """Whether a message agrees, or says another day or time."""
        return is_yes(text, self.does) or corrected(text, self.digest) is not None


@router.command(
    "digest",
    "摘要",
    usage="digest [part]",
    takes=(PART,),
    calls=N_(
        "none, and in a private chat at most 3: 1 for each of the first spaces whose files you "
        "listed more than ten minutes ago"
    ),
    phrases=("what happened to the spaces", "最近空间有什么变化"),
    looks=True,
    label=N_("Digest now"),
    wish=WishTexts(value=N_("Sum up the spaces of this conversation: %(value)s.")),
)
async def digest(cmd: Command, svc: Services) -> Card:
    """Sum up the spaces of this conversation."""
    part = _part(cmd[PART])
    subscription = await _subscription(cmd, svc)
    if subscription is None:
        return Card("digest_none")
    shown = card_of(await svc.digests.now(subscription, cmd.language), part)
    # Where nothing is placed, only an admin is shown anything.
    return replace(shown, for_admins=not subscription.alerts and subscription.digest is None)


@router.fast(OpenPart, whose="anybody", words="digest")
async def open_part(action: OpenPart, press: Press, svc: Services) -> Card:
    """Show a part of the same digest."""
    if not isinstance(press.kept, Report):
        raise Stale
    subscription = await svc.alerts.subscription(press.conversation.id)
    if not press.asker and subscription is not None and subscription.ended:
        raise Stale
    return card_of(press.kept, action.part)


@router.command(
    "digest weekly",
    "weekly digest",
    "周报",
    "每周摘要",
    "摘要 每周",
    usage="digest weekly <day and time>",
    takes=(WHEN,),
    role=Role.ADMIN,
    changes=True,
    confirms=True,
    label=N_("Weekly digest"),
    wish=WishTexts(value=N_("Send a digest here every week: %(value)s.")),
)
async def weekly(cmd: Command, svc: Services) -> Card:
    """Send a digest here every week."""
    weekday, minute = cmd[WHEN]
    return await _wanted(cmd, svc, Digest("weekly", minute, weekday))


@router.command(
    "digest daily",
    "daily digest",
    "日报",
    "每日摘要",
    "摘要 每日",
    "摘要 每天",
    usage="digest daily <time>",
    takes=(AT,),
    role=Role.ADMIN,
    changes=True,
    confirms=True,
    label=N_("Daily digest"),
    wish=WishTexts(value=N_("Send a digest here every day: %(value)s.")),
)
async def daily(cmd: Command, svc: Services) -> Card:
    """Send a digest here every day."""
    return await _wanted(cmd, svc, Digest("daily", cmd[AT]))


@router.action(ConfirmDigest, role=Role.ADMIN, words="digest", changes=True)
async def confirm(action: ConfirmDigest, cmd: Command, svc: Services) -> Card:
    """Send it, now that somebody has seen which spaces it names."""
    return await _set(cmd, svc, action.digest)


@router.state(ConfirmDigest, role=Role.ADMIN, words="digest", changes=True)
async def confirm_in_words(state: ConfirmDigest, text: str, cmd: Command, svc: Services) -> Card:
    """Send it, for somebody who types instead of pressing; with another day or time it is asked
    about anew.
    """
    if (other := corrected(text, state.digest)) is not None:
        return await _asked(cmd, svc, other)
    if not state.expects(text):
        return await _asked(cmd, svc, state.digest)
    return await _set(cmd, svc, state.digest)


@router.command(
    "digest off",
    "no digest",
    "关闭摘要",
    "摘要 关闭",
    "停止摘要",
    changes=True,
    own=True,
    label=N_("Stop the digest"),
    wish=WishTexts(plain=N_("Stop the digest here.")),
)
async def off(cmd: Command, svc: Services) -> Card:
    """Turn off the digest here."""
    here = cmd.conversation.id
    await svc.check_may_lessen(cmd, await svc.alerts.subscription(here))

    def line(before: Subscription | None, _: Subscription | None) -> Entry | None:
        was = _fact(before.digest if before else None)
        return Entry.of(cmd, "done", here, cmd.conversation.title, before=was) if was else None

    made = await svc.alerts.place(here, _without, svc.audit.noting(cmd, line))
    return Card("digest_off", {"was": bool(made.before and made.before.digest)})


def _without(now: Subscription | None) -> Subscription | None:
    """Take the digest from a subscription, and the subscription away where nothing else is told."""
    if now is None or now.digest is None:
        return now
    return replace(now, digest=None) if now.alerts else None


def _part(said: str) -> Part | None:
    return next((part for part, (english, _) in WORDS.items() if english == said), None)


async def _subscription(cmd: Command, svc: Services) -> Subscription | None:
    """Say what may be named here, to whoever asks.

    An admin alone with the bot is told of everything, a member there only of their own list.
    """
    await svc.alerts.visibility.confirm(cmd.conversation.id)
    subscription = await svc.alerts.subscription(cmd.conversation.id)
    if subscription is None or subscription.ended:
        if cmd.conversation.is_group or not await svc.is_admin(cmd):
            return None
        return _new(cmd, svc)
    if not subscription.personal:
        return subscription
    own = frozenset(space.id for space in (await svc.listing(cmd)).spaces)
    return replace(
        subscription, spaces=own if subscription.spaces is None else subscription.spaces & own
    )


def _new(cmd: Command, svc: Services) -> Subscription:
    return Subscription(
        cmd.conversation,
        cmd.sender.nick or cmd.sender.key,
        svc.now(),
        user_id=None if cmd.conversation.is_group else cmd.user_id,
        whose=cmd.user_id,
        language=cmd.language,
        alerts=False,
    )


async def _wanted(cmd: Command, svc: Services, wanted: Digest) -> Card:
    """Set a digest where spaces are told of already, else ask first, as where nobody typed it."""
    if await svc.organisation.operator() is None:
        return Card("not_watched")
    if cmd.heard:
        return await _asked(cmd, svc, wanted)
    try:
        return await _set(cmd, svc, wanted, seen=False)
    except ChangedMeanwhile:
        return await _asked(cmd, svc, wanted)


async def _asked(cmd: Command, svc: Services, wanted: Digest) -> Card:
    """Show which spaces' names and usage will be seen here, and by whom."""
    seen, overrides = await svc.watch.seen(), await svc.watch.limits.overrides()
    rows = [
        ranked(space_of(each), each, overrides.limits(space_id)) for space_id, each in seen.items()
    ]
    fullest = in_order(rows, "full")
    others = sorted({row.name for row in rows} - {row.name for row in fullest})
    data: dict[str, object] = {
        "title": cmd.conversation.title,
        "group": cmd.conversation.is_group,
        "total": len(rows),
        "names": [*(row.name for row in fullest), *others][:NAMED],
        "kind": wanted.every,
        "next": following(wanted, svc.digests.zone, svc.now()),
    }
    confirm = ConfirmDigest(wanted)
    return Card("digest_confirm", data, {"confirm": confirm, "cancel": Cancel()}, then=confirm)


async def _set(cmd: Command, svc: Services, wanted: Digest, *, seen: bool = True) -> Card:
    """Set it; ChangedMeanwhile where nothing is told and nobody has ``seen`` what would be."""
    here, now = cmd.conversation.id, svc.now()
    wanted = replace(wanted, last=now)

    def placed(before: Subscription | None) -> Subscription:
        if (before is None or before.ended) and not seen:
            raise ChangedMeanwhile
        live = before if before is not None and not before.ended else None
        return replace(live or _new(cmd, svc), digest=wanted)

    def line(before: Subscription | None, _: Subscription | None) -> Entry:
        said, title = replace(cmd, words=f"digest {wanted.every}"), cmd.conversation.title
        was = _fact(before.digest if before else None)
        return Entry.of(said, "done", here, title, before=was, after=_fact(wanted))

    made = await svc.alerts.place(here, placed, svc.audit.noting(cmd, line))
    was = made.before.digest if made.before else None
    replaced = was is not None and was.every != wanted.every
    next_ = following(wanted, svc.digests.zone, now)
    return Card("digest_set", {"kind": wanted.every, "next": next_, "replaced": replaced})


def _fact(digest: Digest | None) -> str:
    return "" if digest is None else f"digest={write_digest(digest)}"
