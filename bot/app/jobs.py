"""What works on files by itself: the jobs, and the walks of spaces."""

from functools import partial

from bot.access import is_surely_admin
from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.budget import Prices
from bot.files.walking import WalkCards, Walking, WalkWork
from bot.files.walks import Walks
from bot.jobs import JobLedger, Jobs


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
        is_admin=partial(is_surely_admin, role=shared.access.role),
    )
    jobs.does(Walking, WalkWork(walks, cards))
    return jobs
