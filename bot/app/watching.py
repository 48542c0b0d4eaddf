"""Puts the watch together."""

from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.drive.capacity import Capacity, read_capacity
from bot.drive.spaces import Space
from bot.errors import UserUnknown
from bot.quota.events import FileEvents
from bot.quota.notices import Notices
from bot.quota.observations.sampler import Sampler, Sources
from bot.quota.watch import Watch


def watch_of(resources: Resources, shared: Shared) -> Watch:
    """Build what looks at spaces as the operator."""
    organisation, channels = shared.organisation, shared.channels

    async def name() -> str:
        named = await organisation.operator()
        return "" if named is None else named.name

    async def capacity(viewer: str) -> Capacity:
        corp_id = await organisation.corp_id()
        if corp_id is None:
            raise UserUnknown(message="the organisation is not known yet")
        return await read_capacity(resources.dingtalk, corp_id, viewer)

    async def look_at(space_id: str, viewer: str) -> Space | None:
        found = await shared.spaces.look([space_id], viewer)
        return found[0] if found else None

    return Watch(
        tasks=resources.tasks,
        sampler=Sampler(
            store=resources.store,
            sources=Sources(shared.spaces, capacity, shared.operator, name, shared.may_lend),
            observations=shared.observations,
            recorder=shared.recorder,
            progress=shared.progress,
            retries=channels.unasked.retries,
            clock=resources.clock,
        ),
        intake=shared.intake,
        observations=shared.observations,
        limits=shared.limits,
        progress=shared.progress,
        events=FileEvents(resources.dingtalk, resources.store),
        organisation=organisation,
        governor=resources.budget,
        clock=resources.clock,
        look_at=look_at,
        notify=Notices(
            admins=channels.admins,
            letters=channels.letters,
            governor=resources.budget,
            progress=shared.progress,
            operator=name,
        ).notify,
        event_seconds=resources.settings.event_seconds,
    )
