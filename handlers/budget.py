"""The month's allowance: what was used, by whom, and what another share would change."""

from dataclasses import asdict, dataclass, replace

from bot.access import Role
from bot.audit import Entry
from bot.budget import BudgetReport
from bot.cards import Card
from bot.errors import BadArgument, MissingArgument
from bot.i18n import N_
from bot.language import normalise, number, share, unquoted
from bot.messages import Command
from bot.routing import Router, WishTexts
from bot.services import Services

router = Router[Services]()

MOST_CALLS = 10_000_000


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, however it is said: ``1200``, ``1,200``, ``三千二``, ``80%``, ``八成``."""

    name: str
    ask: str
    least: int
    most: int
    unless: str
    too_large: str

    def read(self, text: str) -> int:
        """Give the number; BadArgument, which says ``unless`` or ``too_large``, when it is none in
        these bounds.
        """
        typed = normalise(unquoted(text))
        if not typed:
            raise MissingArgument(self.name, self.ask)
        said = number(typed) if (shared := share(typed)) is None else shared
        if said is None or said != int(said) or said < self.least:
            raise BadArgument(self.name, typed, self.unless)
        if said > self.most:
            raise BadArgument(self.name, typed, self.too_large)
        return int(said)


CALLS = Whole(
    "calls",
    N_("How many API calls does DingTalk's developer console show for this month?"),
    0,
    MOST_CALLS,
    N_("Send a whole number, such as 1200."),
    N_("The largest number is 10,000,000."),
)
SHARE = Whole(
    "percent",
    N_("Which share, in percent?"),
    1,
    100,
    N_("A share is a percentage from 1 to 100."),
    N_("A share is a percentage from 1 to 100."),
)


@router.command(
    "budget",
    "调用量",
    "用量",
    phrases=("how many calls are left", "还剩多少调用量"),
    role=Role.ADMIN,
    looks=True,
    label=N_("API calls left"),
)
async def budget(_: Command, svc: Services) -> Card:
    """Show this month's API calls by purpose and person, with a forecast."""
    return Card("budget", _shown(await svc.budget.report()))


@router.command(
    "budget used",
    "已用调用量",
    "用量已用",
    usage="budget used <calls>",
    takes=(CALLS,),
    role=Role.ADMIN,
    changes=True,
    label=N_("Enter used calls"),
    wish=WishTexts(value=N_("Count %(value)s API calls as used this month.")),
)
async def state_used(cmd: Command, svc: Services) -> Card:
    """Enter how many API calls were used this month while I was not counting."""
    report = await svc.budget.report()
    before, counted = report.calls, report.calls.used - report.before
    entry = Entry.of(
        cmd,
        "done",
        before=f"used={before.used} assumed={before.assumed}",
        after=f"used={max(cmd[CALLS], counted)}",
    )
    after = await svc.budget.state_used(cmd[CALLS], svc.audit.line(cmd.key, entry))
    data = {"said": cmd[CALLS], "used": after.calls.used, "share": after.calls.share}
    return Card("budget_used", data)


@router.command(
    "budget share",
    "调用份额",
    "用量份额",
    usage="budget share <percent>",
    takes=(SHARE,),
    role=Role.ADMIN,
    acts=True,
    label=N_("Share of calls"),
    wish=WishTexts(value=N_("Show what another share of API calls would mean: %(value)s.")),
)
async def try_share(cmd: Command, svc: Services) -> Card:
    """Show what another share of API calls would mean. Nothing is changed."""
    terms = replace(svc.budget.terms, share=cmd[SHARE])
    data = {**_shown(await svc.budget.what_if(terms)), "now": svc.budget.terms.share}
    return Card("budget_share", data)


def _shown(report: BudgetReport) -> dict[str, object]:
    return {
        **asdict(report),
        "purposes": {each.purpose.value: (each.used, each.ceiling) for each in report.purposes},
        "said": dict(report.said),
        "is_grace": report.is_grace,
        "fits_at": report.fits_at,
    }
