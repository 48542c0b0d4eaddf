"""Work that takes many calls: it goes on by itself, a card shows how far it is, and it can be told
to stop.
"""

from bot.jobs.job import Did, Job, ShownJob, StopJob, Work
from bot.jobs.ledger import JobLedger
from bot.jobs.running import Jobs

__all__ = ["Did", "Job", "JobLedger", "Jobs", "ShownJob", "StopJob", "Work"]
