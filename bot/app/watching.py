"""Puts the watch together."""

from collections.abc import Awaitable, Callable

from bot.access import Organisation
from bot.app.speaking import nobody, post_of, still
from bot.budget import Governor
from bot.delivery import Delivery
from bot.dingtalk.contacts import Contact
from bot.dingtalk.http import DingTalk
from bot.drive.capacity import Capacity, read_capacity
from bot.drive.paging import MOST_CALLS
from bot.drive.spaces import Space, Spaces
from bot.errors import PlatformError, UserUnknown
from bot.quota.events import FileEvents
from bot.quota.notices import Notices
from bot.quota.observations.intake import Intake, Recorder
from bot.quota.observations.sampler import Sampler, Sources
from bot.quota.observations.store import Observations
from bot.quota.policy import Policies
from bot.quota.progress import ProgressStore
from bot.quota.watch import Watch
from bot.storage import Clock, Store
from bot.tasks import Tasks
from bot.unasked import IsAdmin, Known


def watch_of(
    store: Store,
    tasks: Tasks,
    *,
    dingtalk: DingTalk,
    who: Callable[[str], Awaitable[Contact]],
    delivery: Delivery,
    governor: Governor,
    language: str,
    known: Known = nobody,
    is_admin: IsAdmin = still,
    list_calls: int = MOST_CALLS,
    clock: Clock | None = None,
) -> Watch:
    """Build the watch; ``known`` gives the admins who can be written to alone, ``is_admin`` whether
    somebody is one still, and ``clock`` is Redis's own unless given.
    """
    clock = clock or store.now
    organisation = Organisation(store)
    post = post_of(store, delivery, language=language, known=known, is_admin=is_admin, clock=clock)
    observations, policies, progress = Observations(store), Policies(store), ProgressStore(store)
    recorder = Recorder(observations, policies, clock)

    async def operator() -> str | None:
        named = await organisation.operator()
        return None if named is None else (await who(named.user_id)).union_id

    async def name() -> str:
        named = await organisation.operator()
        return "" if named is None else named.name

    async def operator_if_any() -> str | None:
        try:
            return await operator()
        except PlatformError:
            return None  # nobody's look is theirs, as long as nobody knows who they are

    intake = Intake(recorder, observations, operator_if_any)
    spaces = Spaces(
        dingtalk,
        store,
        most=list_calls,
        saw=intake.saw,
        listed=intake.listed,
        lost=intake.lost,
    )

    async def capacity(viewer: str) -> Capacity:
        corp_id = await organisation.corp_id()
        if corp_id is None:
            raise UserUnknown(message="the organisation is not known yet")
        return await read_capacity(dingtalk, corp_id, viewer)

    async def look_at(space_id: str, viewer: str) -> Space | None:
        found = await spaces.look([space_id], viewer)
        return found[0] if found else None

    return Watch(
        tasks=tasks,
        sampler=Sampler(
            store=store,
            sources=Sources(spaces, capacity, operator, name),
            observations=observations,
            recorder=recorder,
            progress=progress,
            retries=post.unasked.retries,
            clock=clock,
        ),
        intake=intake,
        observations=observations,
        policies=policies,
        progress=progress,
        events=FileEvents(dingtalk, store),
        organisation=organisation,
        governor=governor,
        clock=clock,
        look_at=look_at,
        notify=Notices(
            admins=post.admins,
            letters=post.letters,
            governor=governor,
            progress=progress,
            operator=name,
        ).notify,
    )
