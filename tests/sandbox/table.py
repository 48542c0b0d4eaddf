"""The table of APIs in the sandbox's README: `python -m tests.sandbox.table` writes it anew.

It runs the official clients first, and calls checked only what they called and were answered.
"""

import asyncio
from collections.abc import Collection
from pathlib import Path

from sandbox.endpoints import ENDPOINTS, Endpoint
from tests.sandbox.official import OFFICIAL, check
from tests.sandbox.strangers import COMMANDS, talk

README = Path(__file__).parents[2] / "sandbox" / "README.md"
BEGIN = "<!-- The table is written by `python -m tests.sandbox.table`. -->\n"
COUNTED = {True: "yes", False: "no", "unknown": "not said"}
HEAD = "| API | Page | Scope | Counted | Here |\n|---|---|---|---|---|\n"


def table(checked: Collection[str]) -> str:
    """Every API that is known; `checked` are those an official client was answered by."""
    return HEAD + "".join(_row(endpoint, checked) for endpoint in ENDPOINTS.all)


def written() -> str:
    """The table as the README has it."""
    return README.read_text(encoding="utf-8").partition(BEGIN)[2]


def _row(endpoint: Endpoint, checked: Collection[str]) -> str:
    page = f"`{endpoint.page}`" if endpoint.page else "SDK only" if _is_drive(endpoint) else "–"
    scope = f"`{endpoint.scope}`" if endpoint.scope else "–"
    cells = [f"`{endpoint.name}`", page, scope, COUNTED[endpoint.counted], _here(endpoint, checked)]
    return f"| {' | '.join(cells)} |\n"


def _is_drive(endpoint: Endpoint) -> bool:
    return endpoint.path.startswith(("/v1.0/drive/", "/v1.0/storage/", "/v2.0/storage/"))


def _here(endpoint: Endpoint, checked: Collection[str]) -> str:
    if not endpoint.served:
        return "not served"
    return "served and checked" if endpoint.name in checked else "served, no public client"


async def run() -> set[str]:
    """Let every official client call everything it can; gives the APIs that stood it."""
    for name in OFFICIAL:
        await check(name)
    return set(OFFICIAL).union(*[await talk(language) for language in COMMANDS])


def main() -> None:
    """Run the clients and write the table."""
    before = README.read_text(encoding="utf-8").partition(BEGIN)[0]
    README.write_text(before + BEGIN + table(asyncio.run(run())), encoding="utf-8")


if __name__ == "__main__":
    main()
