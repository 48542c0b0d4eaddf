"""Reading and refusing the control interface's requests."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from sandbox.call import dump, load, whole_number

Model = TypeVar("Model", bound=BaseModel)


class ControlError(Exception):
    """A refused control request; `message` is one sentence for whoever asked."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def answer(body: Any, status: int = 200) -> Response:
    """A JSON answer that is never cached."""
    return Response(
        dump(body),
        status_code=status,
        media_type="application/json",
        headers={"cache-control": "no-store"},
    )


async def read(request: Request, model: type[Model]) -> Model:
    """The body as `model`. Raises ControlError 415 or 400."""
    return check(model, await read_json(request))


async def read_json(request: Request) -> Any:
    """The body as JSON. Raises ControlError 415 or 400."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/json":
        raise ControlError(415, "The body must be sent as application/json.")
    try:
        return load(await request.body())
    except ValueError as error:
        raise ControlError(400, "The body is not JSON.") from error


def check(model: type[Model], value: Any) -> Model:
    """`value` as `model`. Raises ControlError 400 with the first thing wrong."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise ControlError(400, sentence(error)) from error


def sentence(error: ValidationError) -> str:
    """The first thing wrong, as one sentence."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}." if place else f"{first['msg']}."


def number(request: Request, name: str, default: int = 0, largest: int = 1 << 53) -> int:
    """A whole number from the query. Raises ControlError 400."""
    text = request.query_params.get(name)
    if text is None:
        return default
    value = whole_number(text)
    if value is None or value > largest:
        raise ControlError(400, f"{name} is not a whole number up to {largest}.")
    return value
