"""Tells whoever runs the bot how it is: /healthz, /readyz and /metrics. No names in labels."""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from typing_extensions import override

from bot.counts import Counts
from bot.dingtalk.stream import Listener

Check = Callable[[], Awaitable[bool]]


class Stream(Collector):
    """The listener's counts, read when somebody asks."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener

    @override
    def collect(self) -> Iterator[Metric]:
        counts = self._listener.counts
        frames = CounterMetricFamily(
            "spacekeeper_stream_frames", "Frames by kind and outcome", labels=["kind", "outcome"]
        )
        for (kind, outcome), count in counts.frames.items():
            frames.add_metric([kind, outcome], count)
        yield frames
        totals = {
            "malformed": "Frames that could not be read",
            "unsent": "Acknowledgements whose socket was gone",
            "opened": "Connections opened",
            "failures": "Attempts to open a connection that failed",
        }
        for name, meaning in totals.items():
            yield CounterMetricFamily(
                f"spacekeeper_stream_{name}", meaning, value=getattr(counts, name)
            )
        yield GaugeMetricFamily(
            "spacekeeper_stream_connected",
            "Whether pushes can be expected now",
            value=self._listener.connected,
        )


class Met(Collector):
    """What was met that whoever runs the bot should hear of."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts

    @override
    def collect(self) -> Iterator[Metric]:
        unreadable = CounterMetricFamily(
            "spacekeeper_unreadable",
            "Stored things of another release, set aside, by kind",
            labels=["kind"],
        )
        for kind, count in self._counts.unreadable.items():
            unreadable.add_metric([kind], count)
        yield unreadable
        foreign = CounterMetricFamily(
            "spacekeeper_foreign",
            "Presses of cards of another store, and what came from another organisation",
            labels=["what"],
        )
        for what, count in self._counts.foreign.items():
            foreign.add_metric([what], count)
        yield foreign
        model = CounterMetricFamily(
            "spacekeeper_model_questions",
            "Questions to the model that the organisation brought, by what came of them",
            labels=["outcome"],
        )
        for outcome, count in self._counts.model.items():
            model.add_metric([outcome], count)
        yield model


def site(listener: Listener, counts: Counts, checks: Mapping[str, Check]) -> Starlette:
    """Serve liveness, readiness (every check holds) and metrics."""
    registry = CollectorRegistry()
    registry.register(Stream(listener))
    registry.register(Met(counts))
    return application(registry, checks)


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: the process has one owner already."""

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End at once where nobody is connected, to whom uvicorn would give a tenth of a second."""
        if self.server_state.connections:
            await super().shutdown(sockets)
            return
        for closing in (*self.servers, *(sockets or ())):
            closing.close()


def application(registry: CollectorRegistry, checks: Mapping[str, Check]) -> Starlette:
    """Serve liveness, readiness (every check holds) and metrics."""

    async def alive(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_: Request) -> Response:
        found = {name: await check() for name, check in checks.items()}
        return JSONResponse(found, 200 if all(found.values()) else 503)

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Starlette(
        routes=[
            Route("/healthz", alive),
            Route("/readyz", ready),
            Route("/metrics", metrics),
        ]
    )


async def serve(app: Starlette, listening: socket.socket) -> None:
    """Serve on a socket that is bound already, until cancelled."""
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
    server = _Server(config)
    try:
        await server.serve(sockets=[listening])
    except asyncio.CancelledError:
        if server.started:
            await server.shutdown(sockets=[listening])
        listening.close()
        raise


def bind(host: str, port: int) -> socket.socket:
    """Take the port before anything else starts; OSError when somebody has it."""
    return socket.create_server((host, port))
