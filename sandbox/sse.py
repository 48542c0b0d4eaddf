"""`GET /sandbox/events`: everything that happens, as server-sent events."""

from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.call import dump, whole_number
from sandbox.connections import Connections
from sandbox.events import Event
from sandbox.state import state_view
from sandbox.world import World


class EventStream:
    """Subscriptions to the world's events; `Last-Event-ID` resumes one."""

    def __init__(self, world: World, connections: Connections) -> None:
        self._world = world
        self._connections = connections

    def routes(self) -> list[Route]:
        """The route of this interface."""
        return [Route("/sandbox/events", self.subscribe, methods=["GET"])]

    async def subscribe(self, request: Request) -> Response:
        """Send what happens from now on, or after the event that was seen last."""
        seen = request.headers.get("last-event-id", "")
        headers = {"cache-control": "no-store"}
        return EventSourceResponse(self._sent(whole_number(seen)), headers=headers)

    async def _sent(self, after: int | None) -> AsyncIterator[ServerSentEvent]:
        async for batch in self._world.events.after(after):
            for event in batch:
                yield self._encoded(event)

    def _encoded(self, event: Event) -> ServerSentEvent:
        data = event.data
        if data is None:
            data = state_view(self._world, self._connections)
        return ServerSentEvent(dump(data).decode(), event=event.name, id=str(event.number))
