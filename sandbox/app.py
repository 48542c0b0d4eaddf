"""Puts the sandbox together: one ASGI application, one origin."""

from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from typing_extensions import override

from sandbox import page
from sandbox.capacity import Capacity
from sandbox.cards import Cards
from sandbox.clicks import Clicks
from sandbox.connections import Connections
from sandbox.contact_search import ContactSearch
from sandbox.contacts import Contacts
from sandbox.control import Control
from sandbox.control_body import ControlError, answer
from sandbox.control_models import Reset
from sandbox.control_objects import ControlObjects
from sandbox.departments import Departments
from sandbox.drive import Drive
from sandbox.file_events import FileEvents
from sandbox.gateway import PING_SECONDS, Gateway
from sandbox.group_members import GroupMembers
from sandbox.guard import PUT, Guard, Handler
from sandbox.loopback import LoopbackOnly
from sandbox.media import Media
from sandbox.model import ModelEndpoint
from sandbox.notices import Notices
from sandbox.push import Postman
from sandbox.robot import Robot
from sandbox.seed import organisation
from sandbox.sent import Sent
from sandbox.speech import Speech
from sandbox.sse import EventStream
from sandbox.storage.api import handlers as storage_handlers
from sandbox.storage.chats import Chats
from sandbox.storage.control import ControlFiles
from sandbox.storage.control_bin import ControlBin
from sandbox.storage.desk import Desk
from sandbox.storage.store import Store
from sandbox.streaming import Streaming
from sandbox.supervisor import Supervisor
from sandbox.tokens import Tokens
from sandbox.webhook import Webhook
from sandbox.world import World

METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"]


class _Anything(Convertor[str]):
    """The rest of a path, line ends and all, which starlette's own `path` stops at."""

    regex = r"[\s\S]*"

    @override
    def convert(self, value: str) -> str:
        return value

    @override
    def to_string(self, value: str) -> str:
        return value


register_url_convertor("anything", _Anything())


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The application, what must be told when the server stops, and the APIs it answers."""

    app: Starlette
    world: World
    postman: Postman
    served: frozenset[str]

    def close(self) -> None:
        """Let go of everybody who waits."""
        self.world.close()
        self.postman.close()


def build_app(
    seed: int = 1, *, supervisor: Path | None = None, ping_seconds: float = PING_SECONDS
) -> Sandbox:
    """Build a sandbox. `supervisor` is the unix socket that can kill and restart the bot."""
    world = World(organisation(seed))
    connections = Connections()
    postman = Postman(world, connections, seed)
    gateway = Gateway(world, connections, postman, seed=seed, ping_seconds=ping_seconds)
    tokens = Tokens(world, seed)
    cards, webhook, model = Cards(world), Webhook(world), ModelEndpoint()

    def restart(body: Reset) -> None:
        fresh = seed if body.seed is None else body.seed
        for fault in list(world.faults):
            gateway.relent(fault)
        world.restart(organisation(fresh, body.spaces, body.files))
        postman.reseed(fresh)
        webhook.clear()
        model.clear()

    notices = Notices(world, postman)
    desk = Desk(world, notices)
    chats = Chats(desk)
    handlers = _handlers(world, gateway, tokens, cards, webhook) | storage_handlers(desk, chats)
    guard = Guard(world, tokens, handlers)
    control = Control(
        world=world,
        connections=connections,
        gateway=gateway,
        postman=postman,
        speech=Speech(world, postman, chats),
        clicks=Clicks(world, postman, cards),
        restart=restart,
    )
    routes = [
        *control.routes(),
        *ControlFiles(desk).routes(),
        *ControlBin(desk).routes(),
        *ControlObjects(world, notices).routes(),
        *EventStream(world, connections).routes(),
        *Supervisor(supervisor).routes(),
        *model.routes(),
        Route("/sandbox/{rest:anything}", _no_such_control, methods=METHODS),
        *page.routes(),
        WebSocketRoute("/connect", gateway.connect),
        Route("/{rest:anything}", guard.answer, methods=METHODS),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(LoopbackOnly)],
        exception_handlers={ControlError: _control_error},
    )
    return Sandbox(app, world, postman, frozenset(handlers))


def _handlers(
    world: World, gateway: Gateway, tokens: Tokens, cards: Cards, webhook: Webhook
) -> dict[str, Handler]:
    contacts, robot, media, drive = Contacts(world), Robot(world), Media(world), Drive(world)
    departments, search = Departments(world), ContactSearch(world)
    file_events, store = FileEvents(world, drive), Store(world, media)
    capacity, sent, streaming = Capacity(world, drive), Sent(world), Streaming(world, cards)
    return {
        "POST /v1.0/gateway/connections/open": gateway.open,
        "POST /v1.0/oauth2/accessToken": tokens.new_family,
        "GET /gettoken": tokens.old_family,
        "POST /topapi/v2/user/get": contacts.by_user_id,
        "POST /topapi/user/getbyunionid": contacts.by_union_id,
        "POST /v1.0/contact/users/search": search.users,
        "POST /v1.0/contact/departments/search": search.departments,
        "POST /topapi/v2/department/get": departments.one,
        "POST /topapi/v2/department/listsub": departments.below,
        "POST /topapi/v2/department/listparentbyuser": departments.above_user,
        "POST /v1.0/im/sceneGroups/members/batchQuery": GroupMembers(world).query,
        "POST /v1.0/drive/spaces": drive.create_space,
        "DELETE /v1.0/drive/spaces/{spaceId}": drive.delete_space,
        "GET /v1.0/drive/spaces": drive.list_spaces,
        "POST /v1.0/drive/managements/spaces/query": drive.query_spaces,
        "POST /v1.0/drive/spaces/customSpaces": drive.create_custom_space,
        "GET /v1.0/drive/spaces/{spaceId}": drive.one_space,
        "GET /v1.0/drive/mySpaces": drive.my_space,
        "PUT /v1.0/drive/managements/spaces": capacity.change_quota,
        "POST /v1.0/drive/quotaInfos/query": capacity.quotas,
        "POST /v1.0/drive/managements/quotas/buy": capacity.buy,
        "GET /v1.0/storage/orgs/{corpId}": capacity.total,
        "POST /v1.0/storage/events/subscribe": file_events.subscribe,
        "POST /v1.0/storage/events/unsubscribe": file_events.unsubscribe,
        "POST /v1.0/card/instances": cards.create,
        "PUT /v1.0/card/instances": cards.update,
        "POST /v1.0/card/instances/deliver": cards.deliver,
        "POST /v1.0/card/instances/createAndDeliver": cards.create_and_deliver,
        "PUT /v1.0/card/instances/spaces": cards.append_spaces,
        "PUT /v1.0/card/streaming": streaming.update,
        "POST /v1.0/card/tops/close": cards.close_top,
        "POST /v1.0/robot/groupMessages/send": robot.send_to_group,
        "POST /v1.0/robot/oToMessages/batchSend": robot.send_to_people,
        "POST /v1.0/robot/groupMessages/recall": sent.recall_in_group,
        "POST /v1.0/robot/otoMessages/batchRecall": sent.recall_from_people,
        "POST /v1.0/robot/groupMessages/query": sent.read_in_group,
        "GET /v1.0/robot/oToMessages/readStatus": sent.read_by_people,
        "POST /v1.0/robot/messageFiles/download": robot.download,
        "POST /robot/sendBySession": webhook.send,
        "POST /media/upload": media.upload,
        "GET /oss/{key}": store.get,
        PUT: store.put,
    }


async def _no_such_control(_: Request) -> Response:
    return answer({"error": "There is no such address under /sandbox/."}, 404)


async def _control_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, ControlError):
        raise error
    return answer({"error": error.message}, error.status)
