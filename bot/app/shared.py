"""What several parts of the bot share, each built once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.access import Access, Organisation
from bot.alerts.memory import Memory
from bot.alerts.subscription import Subscription
from bot.app.resources import TEMPLATES, Resources
from bot.audit import Audit
from bot.cards import Cards
from bot.charts.charts import Charts
from bot.conversations import Conversations
from bot.delivery import Delivery, Records
from bot.dingtalk.cards import CardCalls
from bot.dingtalk.contacts import Contact, Contacts
from bot.dingtalk.media import Media
from bot.dingtalk.messages import RobotCalls
from bot.documents import Documents
from bot.drive.spaces import Spaces
from bot.errors import PlatformError
from bot.i18n import read_texts
from bot.policy.rules import Rulebook
from bot.quota.limits import LimitStore
from bot.quota.observations.intake import Intake, Recorder
from bot.quota.observations.store import Observations
from bot.quota.progress import ProgressStore
from bot.retries import Retries
from bot.tagged_union import TaggedUnion
from bot.unasked import Admins, Channels, Letters, Unasked

UNION_ID_SECONDS = 24 * 3600
ROLE_SECONDS = 3600
"""So old may be what DingTalk said of the operator's role when something is looked at as them."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What more than one part is given; ``operator`` gives the operator's unionId, if any, and
    ``may_lend`` whether they still are an admin.
    """

    types: TaggedUnion
    cards: Cards
    robot_calls: RobotCalls
    delivery: Delivery
    contacts: Contacts
    who: Callable[[str], Awaitable[Contact]]
    access: Access
    organisation: Organisation
    conversations: Conversations
    audit: Audit
    channels: Channels
    observations: Observations
    limits: LimitStore
    policy: Rulebook
    progress: ProgressStore
    recorder: Recorder
    operator: Callable[[], Awaitable[str | None]]
    may_lend: Callable[[], Awaitable[bool]]
    intake: Intake
    spaces: Spaces
    charts: Charts
    media: Media
    subscriptions: Documents[Subscription]
    memories: Documents[Memory]


def shared_of(resources: Resources, types: TaggedUnion) -> Shared:
    settings, store, dingtalk = resources.settings, resources.store, resources.dingtalk
    contacts = Contacts(dingtalk, store)
    organisation, conversations = (
        Organisation(store, stated=settings.corp_id),
        Conversations(store),
    )
    observations, limits = Observations(store), LimitStore(store)
    recorder = Recorder(observations, limits, resources.clock)
    cards = Cards(TEMPLATES, value_bytes=settings.card_value_bytes, time_zone=settings.time_zone)
    robot_calls = RobotCalls(
        dingtalk, robot_code=settings.robot, api_base=settings.api_base, sent=resources.sent
    )

    async def who(user_id: str) -> Contact:
        return await contacts.person(user_id, UNION_ID_SECONDS)

    async def operator() -> str | None:
        named = await organisation.operator()
        return None if named is None else (await who(named.user_id)).union_id

    async def may_lend() -> bool:
        named = await organisation.operator()
        return named is None or await access.is_still_admin(named.user_id, ROLE_SECONDS)

    async def watches(viewer: str) -> bool:
        try:
            return viewer == await operator() and await may_lend()
        except PlatformError:
            return False  # nobody's look is theirs, as long as nobody knows who they are

    delivery = Delivery(
        cards=cards,
        records=Records(store, settings.card_days * 24 * 3600),
        types=types,
        card_calls=CardCalls(dingtalk),
        robot_calls=robot_calls,
        settings=settings,
        now=resources.now,
        prefers_text=resources.budget.prefers_text,
        mark=resources.mark,
    )
    unasked = Unasked(delivery, Retries(store, resources.clock), contacts.has_left)
    access = _access_of(resources, contacts)
    intake = Intake(recorder, observations, watches)
    return Shared(
        types=types,
        cards=cards,
        robot_calls=robot_calls,
        delivery=delivery,
        contacts=contacts,
        who=who,
        access=access,
        organisation=organisation,
        conversations=conversations,
        audit=Audit(store, settings.audit_days),
        channels=_channels_of(resources, unasked, access, organisation, conversations),
        observations=observations,
        limits=limits,
        policy=Rulebook(store, access),
        progress=ProgressStore(store),
        recorder=recorder,
        operator=operator,
        may_lend=may_lend,
        intake=intake,
        spaces=Spaces(
            dingtalk,
            store,
            most=settings.list_calls,
            saw=intake.saw,
            listed=intake.listed,
            denied=intake.denied,
        ),
        charts=Charts(read_texts(TEMPLATES, settings.time_zone)),
        media=Media(dingtalk, store),
        subscriptions=Documents(store, store.key("alerts", "placements"), Subscription),
        memories=Documents(store, store.key("alerts", "states"), Memory),
    )


def _access_of(resources: Resources, contacts: Contacts) -> Access:
    async def admin_flag(user_id: str, max_age: float) -> bool | None:
        known = (await contacts.person(user_id, max_age)).is_admin
        return known if known is not None else (await contacts.person(user_id, 0)).is_admin

    return Access(
        resources.store,
        always=resources.settings.admins,
        admin_flag=admin_flag,
        flag_seconds=resources.settings.admin_flag_seconds,
        presence_seconds=resources.settings.presence_days * 24 * 3600,
    )


def _channels_of(
    resources: Resources,
    unasked: Unasked,
    access: Access,
    organisation: Organisation,
    conversations: Conversations,
) -> Channels:
    admins = Admins(
        unasked=unasked,
        organisation=organisation,
        conversations=conversations,
        known=resources.reachable or access.reachable,
        is_admin=access.is_still_admin,
        nick=access.nick,
        language=resources.settings.language,
    )
    return Channels(unasked, admins, Letters(resources.store, unasked, admins))
