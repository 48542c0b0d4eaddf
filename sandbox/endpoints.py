"""The list of APIs: which exist, which are served, what they need and what they cost.

The table is `endpoints.json` beside this file; nothing else says whether a call is counted.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote

Family = Literal["api", "oapi", "gateway", "token", "webhook", "bytes"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One API.

    `family` decides how the caller proves itself and what an error looks like: *api* reads the
    token from a header and answers HTTP statuses, *oapi* reads it from the query and always
    answers 200; the others need none. `counted` is whether a call eats the monthly allowance
    ("unknown" is treated as counted); `source` says who says so. `refusals` are the documented
    ones as `STATUS code`, beside those that every API of the family has.
    """

    method: str
    path: str
    action: str
    family: Family
    page: str | None
    scope: str | None
    counted: bool | Literal["unknown"]
    source: str
    served: bool
    refusals: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`METHOD /path/{template}`, the name faults and counters use."""
        return f"{self.method} {self.path}"

    @property
    def costs(self) -> bool:
        """Whether a call eats the monthly allowance."""
        return self.counted is not False

    @property
    def segments(self) -> tuple[str, ...]:
        """The template cut at its slashes."""
        return tuple(self.path.split("/"))


class Endpoints:
    """Finds the API that a method and a path mean."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        self.all = tuple(endpoints)
        self._by_shape: dict[tuple[str, int], list[Endpoint]] = defaultdict(list)
        for endpoint in sorted(self.all, key=_wildcards):
            self._by_shape[endpoint.method, len(endpoint.segments)].append(endpoint)

    def find(self, method: str, raw_path: str) -> tuple[Endpoint, Mapping[str, str]] | None:
        """The API behind a percent-encoded path, with the values of its placeholders.

        A fixed segment wins over a placeholder, so `/spaces/customSpaces` is no space id.
        """
        segments = raw_path.split("/")
        for endpoint in self._by_shape.get((method, len(segments)), ()):
            values = _match(endpoint.segments, segments)
            if values is not None:
                return endpoint, values
        return None


def _wildcards(endpoint: Endpoint) -> tuple[bool, ...]:
    return tuple(segment.startswith("{") for segment in endpoint.segments)


def _match(template: Iterable[str], segments: Iterable[str]) -> dict[str, str] | None:
    values: dict[str, str] = {}
    for expected, segment in zip(template, segments, strict=True):
        if expected.startswith("{"):
            if not segment:
                return None
            values[expected[1:-1]] = unquote(segment)
        elif expected != segment:
            return None
    return values


def _load() -> Endpoints:
    table = json.loads(Path(__file__).with_name("endpoints.json").read_text(encoding="utf-8"))
    return Endpoints(Endpoint(**_tupled(row)) for row in table)


def _tupled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "refusals": tuple(row.get("refusals", ()))}


ENDPOINTS = _load()
ALL_SCOPES = tuple(sorted({e.scope for e in ENDPOINTS.all if e.scope is not None}))
