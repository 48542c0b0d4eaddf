"""The static page: files from `sandbox/page/`, under a policy that allows nothing foreign.

Its gallery draws the cards of the bot whose golden renders lie beside this package, if any do.
"""

import json
import mimetypes
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = Path(__file__).with_name("page")
GOLDEN = Path(__file__).parents[1] / "tests" / "cards"
HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
_MISSING = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Sandbox</title>"
    "<h1>The sandbox is running.</h1>"
    "<p>Its page is not part of this installation; "
    '<a href="/sandbox/state">/sandbox/state</a> shows the organisation.'
)
_TYPES = {".js": "text/javascript", ".svg": "image/svg+xml", ".html": "text/html"}


def routes() -> list[Route]:
    """`/` and everything below `/page/`."""
    return [
        Route("/", _index, methods=["GET"]),
        Route("/favicon.ico", _no_icon, methods=["GET"]),
        Route("/page/gallery.json", _gallery, methods=["GET"]),
        Route("/page/{path:path}", _file, methods=["GET"]),
    ]


async def _index(_: Request) -> Response:
    index = FOLDER / "index.html"
    if not index.is_file():
        return Response(_MISSING, media_type="text/html", headers=HEADERS)
    return _response(index)


async def _no_icon(_: Request) -> Response:
    # Browsers ask by themselves; it must not show up among the API calls.
    return Response(status_code=404, headers=HEADERS)


async def _gallery(_: Request) -> Response:
    cards = [{"name": path.stem, "faces": _faces(path)} for path in sorted(GOLDEN.glob("*.json"))]
    body = json.dumps({"cards": cards}, ensure_ascii=False)
    # Whatever is kept of the page itself, cards may be drawn anew meanwhile.
    headers = HEADERS | {"cache-control": "no-store"}
    return Response(body, media_type="application/json", headers=headers)


def _faces(path: Path) -> dict[str, Any]:
    """A card's faces by language; none of a file that somebody is just writing anew."""
    try:
        faces = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return faces if isinstance(faces, dict) else {}


async def _file(request: Request) -> Response:
    # Looked up among what there is, so that no path leads elsewhere or is too odd to be asked for.
    there = {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*")}
    wanted = there.get(request.path_params["path"])
    if wanted is None or not wanted.is_file():
        return Response("Not found.", 404, headers=HEADERS, media_type="text/plain")
    return _response(wanted)


def _response(path: Path) -> Response:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return Response(path.read_bytes(), media_type=kind or "text/plain", headers=HEADERS)
