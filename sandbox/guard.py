"""The one place every OpenAPI call passes on its way in and out.

In order: find the API, read the call, act on faults, add latency, check token, scope, rate and
allowance, handle, note the call. What is noted never holds a secret.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from sandbox.call import Call, Reply, load, origin
from sandbox.endpoints import ENDPOINTS, Endpoint
from sandbox.errors import Refusal, common, is_old, not_found, unknown_method
from sandbox.faults import Fault
from sandbox.malform import malformed
from sandbox.races import first_done
from sandbox.redact import redacted
from sandbox.respond import respond
from sandbox.tokens import Tokens
from sandbox.world import World

Handler = Callable[[Call], Reply]

_REFUSED_BY_NAME = {"qps", "count-limit", "invalid-token", "no-scope", "server-error"}
_OLD_PATHS = ("/topapi/", "/robot/", "/media/", "/cspace/")
PUT = "PUT /oss/{key}"
_HOLDS = {"timeout-before", "timeout-after"}


@dataclass(slots=True)
class _Passage:
    """What is known of a call while it passes."""

    request: Request
    started: float
    request_id: str
    endpoint: Endpoint
    call: Call
    counted: bool = False


class Guard:
    """Answers every call that is not the sandbox's own."""

    def __init__(self, world: World, tokens: Tokens, handlers: Mapping[str, Handler]) -> None:
        self._world = world
        self._tokens = tokens
        self._handlers = handlers

    async def answer(self, request: Request) -> Response:
        """Answer one call."""
        started = time.perf_counter()
        raw_path = request.scope["raw_path"].decode("latin-1").partition("?")[0]
        found = ENDPOINTS.find(request.method, raw_path)
        if found is None:
            return self._unknown(request, started)
        endpoint, values = found
        try:
            call = await self._read(request, endpoint, values)
        except ClientDisconnect:
            return Response(status_code=499)
        request_id = self._tokens.request_id()
        try:
            return await self._pass(_Passage(request, started, request_id, endpoint, call))
        finally:
            await request.close()

    async def _pass(self, passage: _Passage) -> Response:
        fault = passage.call.fault
        await self._delay(fault)
        if fault is not None and fault.fault == "timeout-before":
            return await self._hold(passage, fault)
        try:
            reply = self._handle(passage)
        except Refusal as refusal:
            reply = _refused(refusal, passage.request_id)
        if fault is not None and fault.fault == "timeout-after":
            return await self._hold(passage, fault)
        self._note(passage, reply.status, _code(reply))
        return _response(reply, passage.request_id)

    def _handle(self, passage: _Passage) -> Reply:
        endpoint, call = passage.endpoint, passage.call
        self._world.allowance.api[endpoint.name] += 1
        handler = self._handlers.get(endpoint.name)
        if handler is None:
            raise unknown_method() if is_old(endpoint) else not_found()
        self._act_on_fault(endpoint, call.fault)
        if call.fault is not None and call.fault.fault == "respond":
            return respond(endpoint, call.fault, passage.request_id)
        self._check(passage)
        self._world.settle()
        reply = handler(call)
        if call.fault is not None and call.fault.fault == "malform":
            return replace(reply, body=malformed(reply.body, call.fault))
        return reply

    def _check(self, passage: _Passage) -> None:
        endpoint, world = passage.endpoint, self._world
        if endpoint.family in {"api", "oapi"}:
            self._tokens.check(passage.call)
            if endpoint.scope is not None and not world.settings.grants(endpoint.scope):
                raise common("no-scope", endpoint)
        if endpoint.family not in {"webhook", "bytes"} and world.allowance.too_fast(
            endpoint, world.settings.qps
        ):
            raise common("qps", endpoint)
        if endpoint.costs:
            if not world.allowance.spend_call(world.now(), world.settings):
                raise common("count-limit", endpoint)
            passage.counted = True

    def _act_on_fault(self, endpoint: Endpoint, fault: Fault | None) -> None:
        if fault is not None and fault.fault in _REFUSED_BY_NAME:
            raise common(fault.fault, endpoint)

    async def _delay(self, fault: Fault | None) -> None:
        millis = self._world.settings.latency_millis
        if fault is not None and fault.fault not in _HOLDS:
            millis += fault.delay_millis or 0
        if millis:
            await asyncio.sleep(millis / 1000)

    async def _hold(self, passage: _Passage, fault: Fault) -> Response:
        """Note the call as never answered and keep it until the caller or the fault is gone."""
        self._note(passage, None, None)
        await first_done(_disconnected(passage.request), _relief(fault))
        return Response(status_code=504)

    async def _read(self, request: Request, endpoint: Endpoint, values: Mapping[str, str]) -> Call:
        received, body, form = None, None, None
        if endpoint.name == PUT:
            received = await self._world.org.disk.receive(request.stream())
        else:
            body, form = await _read_body(request)
        return Call(
            endpoint=endpoint,
            path=values,
            query=dict(request.query_params),
            headers=request.headers,
            body=body,
            form=form,
            origin=origin(request.scope),
            fault=self._world.faults.for_api(endpoint.name),
            received=received,
        )

    def _note(self, passage: _Passage, status: int | None, code: str | None) -> None:
        call = passage.call
        entry = self._entry(passage.request, passage.started, status, code) | {
            "template": passage.endpoint.path,
            "body": redacted(_shown_body(call)),
            "counted": passage.counted,
        }
        union_id = _union_id(call)
        if union_id is not None:
            entry["unionId"] = union_id
        if call.fault is not None:
            entry["faultId"] = call.fault.fault_id
        self._append(entry)

    def _unknown(self, request: Request, started: float) -> Response:
        old = request.url.path.startswith(_OLD_PATHS)
        request_id = self._tokens.request_id()
        reply = _refused(unknown_method() if old else not_found(), request_id)
        self._append(self._entry(request, started, reply.status, _code(reply)))
        return _response(reply, request_id)

    def _entry(
        self, request: Request, started: float, status: int | None, code: str | None
    ) -> dict[str, Any]:
        return {
            "at": self._world.now(),
            "method": request.method,
            "path": request.scope["path"],
            "template": None,
            "query": redacted(dict(request.query_params)),
            "body": None,
            "status": status,
            "code": code,
            "counted": False,
            "millis": round((time.perf_counter() - started) * 1000, 2),
        }

    def _append(self, entry: Mapping[str, Any]) -> None:
        self._world.events.call(self._world.calls.append(entry), entry)


async def _read_body(request: Request) -> tuple[Any, FormData | None]:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type == "multipart/form-data":
        return None, await _read_form(request)
    raw = await request.body()
    if content_type == "application/x-www-form-urlencoded":
        pairs = parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True)
        return None, FormData(dict(pairs))
    try:
        return (load(raw) if raw else None), None
    except ValueError:
        return None, None


async def _read_form(request: Request) -> FormData | None:
    try:
        return await request.form()
    except HTTPException:
        return None


async def _relief(fault: Fault) -> None:
    """Wait until the fault is taken away, or as long as it says."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(fault.delay_millis and fault.delay_millis / 1000):
            await fault.over.wait()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _shown_body(call: Call) -> Any:
    if call.form is None:
        return call.body
    return {
        name: value if isinstance(value, str) else {"filename": value.filename, "size": value.size}
        for name, value in call.form.items()
    }


def _union_id(call: Call) -> str | None:
    body = call.body if isinstance(call.body, dict) else {}
    union_id = call.query.get("unionId", body.get("unionId"))
    return union_id if isinstance(union_id, str) else None


def _refused(refusal: Refusal, request_id: str) -> Reply:
    return Reply(refusal.body(request_id), status=refusal.status)


def _code(reply: Reply) -> str | None:
    if not isinstance(reply.body, dict):
        return None
    if reply.status >= HTTPStatus.BAD_REQUEST:
        return str(reply.body.get("code"))
    code = reply.body.get("sub_code", reply.body.get("errcode"))
    return None if code in {None, 0} else str(code)


def _response(reply: Reply, request_id: str) -> Response:
    headers = {"x-acs-request-id": request_id, "x-acs-trace-id": request_id.lower()}
    headers |= reply.headers
    if reply.stream is not None:
        return StreamingResponse(
            _sent(reply.stream),
            status_code=reply.status,
            media_type=reply.content_type,
            headers=headers | {"content-length": str(reply.length)},
        )
    return Response(
        reply.encoded(),
        status_code=reply.status,
        media_type=reply.content_type,
        headers=headers,
    )


async def _sent(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Send bytes from here: a thread for each part would cost more than reading it."""
    for part in parts:
        yield part
