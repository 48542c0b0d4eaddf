"""The control interface: act as the people, look at everything, change the rules."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.call import origin
from sandbox.clicks import Clicks
from sandbox.connections import Connections
from sandbox.control_body import (
    ControlError,
    answer,
    check,
    number,
    read,
    read_json,
    sentence,
)
from sandbox.control_models import Click, Reset, Say, SetApiFault, SetStreamFault
from sandbox.faults import Fault
from sandbox.gateway import Gateway
from sandbox.log import Log
from sandbox.past import past
from sandbox.people import Conversation, User
from sandbox.push import Postman
from sandbox.speech import CannotSayError, Speech, Utterance
from sandbox.state import state_view
from sandbox.views import message_view
from sandbox.world import World

MAX_WAIT = 30
MOST_DAYS = 730
_CONNECTION_FAULTS = {"disconnect", "zombie", "half-open"}
T = TypeVar("T")


class Control:
    """Everything under `/sandbox/` but the objects of the organisation."""

    def __init__(
        self,
        *,
        world: World,
        connections: Connections,
        gateway: Gateway,
        postman: Postman,
        speech: Speech,
        clicks: Clicks,
        restart: Callable[[Reset], None],
    ) -> None:
        self._world = world
        self._connections = connections
        self._gateway = gateway
        self._postman = postman
        self._speech = speech
        self._clicks = clicks
        self._restart = restart
        self._last_fault = 0

    def routes(self) -> list[Route]:
        """The routes of this interface."""
        return [
            Route("/sandbox/state", self.state, methods=["GET"]),
            Route("/sandbox/past", self.past, methods=["GET"]),
            Route("/sandbox/say", self.say, methods=["POST"]),
            Route("/sandbox/click", self.click, methods=["POST"]),
            Route("/sandbox/conversations/{id:path}/messages", self.messages, methods=["GET"]),
            Route("/sandbox/faults", self.faults, methods=["GET"]),
            Route("/sandbox/faults", self.set_fault, methods=["POST"]),
            Route("/sandbox/faults", self.clear_faults, methods=["DELETE"]),
            Route("/sandbox/faults/{id:path}", self.clear_fault, methods=["DELETE"]),
            Route("/sandbox/settings", self.settings, methods=["GET"]),
            Route("/sandbox/settings", self.change_settings, methods=["PATCH"]),
            Route("/sandbox/calls", self.calls, methods=["GET"]),
            Route("/sandbox/pushes", self.pushes, methods=["GET"]),
            Route("/sandbox/reset", self.reset, methods=["POST"]),
        ]

    async def state(self, request: Request) -> Response:
        """The organisation as it is now, as everybody sees it or one person."""
        return answer(state_view(self._world, self._connections, self._viewer(request)))

    async def past(self, request: Request) -> Response:
        """How much was in each space before, as somebody who looked then would have seen it."""
        days = number(request, "days", 60, MOST_DAYS)
        return answer(past(self._world.org, self._world.now(), days))

    async def say(self, request: Request) -> Response:
        """Say something as a person."""
        body = await read(request, Say)
        conversation = self._conversation(body.conversation_id)
        user = self._member(conversation, body.user_id)
        for user_id in body.at_user_ids:
            self._user(user_id)
        msgtype, content = _spoken(body)
        utterance = Utterance(
            conversation=conversation,
            user=user,
            msgtype=msgtype,
            content=content,
            mention=body.mention,
            at_user_ids=tuple(body.at_user_ids),
            mention_text=body.mention_text,
            mention_runs=body.mention_runs,
            reply_to=body.reply_to,
        )
        try:
            said = self._speech.say(utterance, origin(request.scope))
        except CannotSayError as error:
            raise ControlError(400, f"{error}.") from error
        return answer({"msgId": said.msg_id, "seq": said.seq, "pushed": said.pushed})

    async def click(self, request: Request) -> Response:
        """Press a button as a person."""
        body = await read(request, Click)
        user = self._user(body.user_id)
        if not body.force:
            self._check_click(body)
        clicked = await self._clicks.click(
            body.out_track_id, user, body.action_id, body.params, body.conversation_id
        )
        return answer(clicked.view())

    async def messages(self, request: Request) -> Response:
        """The lines of a conversation after `after`, waiting up to `wait` seconds for one."""
        conversation = self._conversation(request.path_params["id"])
        viewer = self._viewer(request)
        found, following = await _entries(request, conversation.log)
        if viewer is not None:
            conversation.reads.look(viewer.user_id, following, self._world.now())
        lines = [message_view(seq, message, viewer) for seq, message in found]
        return answer({"messages": lines, "next": following})

    async def faults(self, _: Request) -> Response:
        """The faults that are set, with how often each has acted."""
        return answer({"faults": [_fault_view(fault) for fault in self._world.faults]})

    async def set_fault(self, request: Request) -> Response:
        """Set a fault."""
        raw = await read_json(request)
        on_stream = isinstance(raw, dict) and raw.get("on") == "stream"
        body = check(SetStreamFault if on_stream else SetApiFault, raw)
        self._last_fault += 1
        fault = Fault(fault_id=f"fault{self._last_fault}", **body.model_dump())
        self._world.faults.add(fault)
        if fault.fault in _CONNECTION_FAULTS:
            self._gateway.strike(fault)
        return answer({"faultId": fault.fault_id})

    async def clear_faults(self, _: Request) -> Response:
        """Take every fault away."""
        for fault in list(self._world.faults):
            self._remove(fault)
        return Response(status_code=204)

    async def clear_fault(self, request: Request) -> Response:
        """Take one fault away."""
        fault_id = request.path_params["id"]
        fault = next((f for f in self._world.faults if f.fault_id == fault_id), None)
        if fault is None:
            raise ControlError(404, "There is no such fault.")
        self._remove(fault)
        return Response(status_code=204)

    async def settings(self, _: Request) -> Response:
        """The settings."""
        return answer(self._world.settings.model_dump())

    async def change_settings(self, request: Request) -> Response:
        """Change some settings; answers them all."""
        body = await read_json(request)
        if not isinstance(body, dict):
            raise ControlError(400, "The body is not a JSON object.")
        try:
            self._world.settings = self._world.settings.changed(**body)
        except ValidationError as error:
            raise ControlError(400, sentence(error)) from error
        self._world.events.state()
        return answer(self._world.settings.model_dump())

    async def calls(self, request: Request) -> Response:
        """Every API call."""
        found, following = await _entries(request, self._world.calls)
        return answer({"calls": [{"seq": s, **call} for s, call in found], "next": following})

    async def pushes(self, request: Request) -> Response:
        """Every push."""
        found, following = await _entries(request, self._postman.log)
        return answer({"pushes": [push.view(seq) for seq, push in found], "next": following})

    async def reset(self, request: Request) -> Response:
        """Begin again with a fresh organisation; connections stay."""
        self._restart(await read(request, Reset))
        return answer(state_view(self._world, self._connections))

    def _remove(self, fault: Fault) -> None:
        self._world.faults.remove(fault.fault_id)
        if fault.fault in _CONNECTION_FAULTS:
            self._gateway.relent(fault)

    def _check_click(self, body: Click) -> None:
        card = self._world.org.cards.get(body.out_track_id)
        if card is None:
            raise ControlError(404, "There is no such card.")
        places = card.places
        if body.conversation_id is not None:
            places = [place for place in places if place == body.conversation_id]
        conversations = self._world.org.conversations
        if not any(body.user_id in conversations[place].members for place in places):
            raise ControlError(403, "This person is not in the card's conversation.")

    def _conversation(self, conversation_id: str) -> Conversation:
        conversation = self._world.org.conversations.get(conversation_id)
        if conversation is None:
            raise ControlError(404, "There is no such conversation.")
        return conversation

    def _viewer(self, request: Request) -> User | None:
        """The person `as` names, none when nobody is named."""
        user_id = request.query_params.get("as")
        return None if user_id is None else self._user(user_id)

    def _user(self, user_id: str) -> User:
        user = self._world.org.users.get(user_id)
        if user is None:
            raise ControlError(404, "There is no such person.")
        return user

    def _member(self, conversation: Conversation, user_id: str) -> User:
        user = self._user(user_id)
        if user_id not in conversation.members:
            raise ControlError(403, "This person is not in the conversation.")
        return user


async def _entries(request: Request, log: Log[T]) -> tuple[list[tuple[int, T]], int]:
    after, wait = number(request, "after"), number(request, "wait", largest=MAX_WAIT)
    found = await log.wait(after, wait) if wait else log.since(after)
    return found, found[-1][0] if found else after


def _spoken(body: Say) -> tuple[str, dict[str, Any]]:
    if body.text is not None and body.msgtype is None and body.content is None:
        return "text", {"content": body.text}
    if body.text is None and body.msgtype and body.content is not None:
        return body.msgtype, body.content
    raise ControlError(400, "Give either text, or msgtype with content.")


def _fault_view(fault: Fault) -> dict[str, Any]:
    members = {
        "faultId": fault.fault_id,
        "on": fault.on,
        "match": fault.match if fault.on == "api" else None,
        "fault": fault.fault,
        "times": fault.times,
        "forMillis": fault.for_millis,
        "chance": fault.chance,
        "seed": fault.seed,
        "delayMillis": fault.delay_millis,
        "status": fault.status,
        "code": fault.code,
        "message": fault.message,
        "connectionId": fault.connection_id,
        "used": fault.used,
    }
    return {name: value for name, value in members.items() if value is not None}
