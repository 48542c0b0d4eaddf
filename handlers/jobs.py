"""Work that goes on by itself: how it stands, and the end of it when somebody says so."""

from bot.cards import Card
from bot.errors import Stale
from bot.files.transfers import card_of
from bot.i18n import N_
from bot.jobs import ShownJob, StopJob
from bot.messages import Command
from bot.routing import Press, Router
from bot.services import Services

router = Router[Services]()
router.keeps(ShownJob)


@router.command(
    "job stop",
    "停止任务",
    "停止读取",
    "停止保存",
    "stop reading",
    "stop storing",
    acts=True,
    label=N_("Stop the job"),
)
async def stop_last(cmd: Command, svc: Services) -> Card:
    """Stop a long job that you started here, or a file being stored."""
    job = await svc.jobs.last_of(cmd)
    if job is None or job.is_over:
        sent = await svc.transfers.store.last_sent(cmd)
        if sent is not None and sent.stage == "begun":
            return card_of(await svc.transfers.stop(cmd, sent))
        return Card("nothing_to_stop", brief=True)
    stopped = await svc.jobs.stop(job.id, cmd.sender.nick)
    return Card("stopping", {"over": stopped is None or stopped.is_over}, brief=True)


@router.fast(StopJob, whose="admins", words="job stop")
async def press_stop(action: StopJob, press: Press, svc: Services) -> Card:
    """End a job after the step it is at; whoever began it may, and every admin."""
    job = await svc.jobs.stop(action.job_id, press.sender.nick or press.sender.key)
    if job is None:
        raise Stale
    return await svc.jobs.card(job)
