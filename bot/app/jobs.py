"""What works on files by itself: the jobs, and the walks of spaces."""

from collections.abc import Awaitable, Callable

from bot.access import Role
from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.budget import Prices
from bot.errors import PlatformError, UserError
from bot.files.walking import WalkCards, Walking, WalkWork
from bot.files.walks import Walks
from bot.jobs import JobLedger, Jobs
from bot.messages import Sender


def jobs_of(
    resources: Resources, shared: Shared, prices: Prices, walks: Walks, cards: WalkCards
) -> Jobs:
    jobs = Jobs(
        JobLedger(resources.store, shared.types, resources.settings.job_progress_seconds),
        resources.tasks,
        shared.delivery,
        shared.types,
        prices,
        now=resources.clock,
        is_admin=_is_admin(shared),
    )
    jobs.does(Walking, WalkWork(walks, cards))
    return jobs


def _is_admin(shared: Shared) -> Callable[[Sender], Awaitable[bool]]:
    async def is_admin(sender: Sender) -> bool:
        try:
            return await shared.access.role(sender) is Role.ADMIN
        except (UserError, PlatformError):
            return False

    return is_admin
