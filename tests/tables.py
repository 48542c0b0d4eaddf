"""The documents' tables, made from the code.

``make texts`` writes them anew between their marks; ``tests/test_docs.py`` fails until then.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from prometheus_client import Metric
from pydantic.fields import FieldInfo

from bot.counts import Counts
from bot.dingtalk.counts import StreamCounts as Frames
from bot.health import Met, Stream
from bot.reading import Reader
from bot.routing import Route, Routes
from bot.services import Services
from bot.settings import Settings
from handlers import ROUTERS
from tests.catalogue import ROOT
from tests.phrases import measure

DOCS = ROOT / "docs"
BLOCK = "<!-- {name}: make texts -->\n{table}\n<!-- /{name} -->"


def commands() -> str:
    """Every command: how it is said in both languages, by whom, and what help says about it."""
    rows = [_command(route) for route in Routes(ROUTERS)]
    return _table(("say", "or", "who", "what it does", "API calls"), rows)


def settings() -> str:
    """Every variable, with its default and meaning."""
    rows = [_setting(name, field) for name, field in Settings.model_fields.items()]
    return _table(("variable", "default", "meaning"), rows)


def metrics() -> str:
    """Every metric, with its labels and meaning."""
    listener: Any = SimpleNamespace(counts=Frames(Counter({("", ""): 1})), connected=True)
    counts = Counts(unreadable=Counter({"": 1}), foreign=Counter({"": 1}), model=Counter({"": 1}))
    rows = [_metric(each) for kind in (Stream(listener), Met(counts)) for each in kind.collect()]
    return _table(("metric", "labels", "meaning"), rows)


def phrases() -> str:
    """How the kept sentences are read, by set and language."""
    heads = ("set", "language", "sentences", "right", "offered", "wrong", "misled")
    return _table(heads, [_counted(*row) for row in measure.counted(Reader(Routes(ROUTERS)))])


TABLES: dict[str, Callable[[], str]] = {
    "commands": commands,
    "settings": settings,
    "metrics": metrics,
    "phrases": phrases,
}
PAGES = {"metrics": "operations", "phrases": "reading"}
"""Where a table stands that has no page of its name."""


def found(name: str) -> list[dict[str, str]]:
    """The rows of a table as its page has them, each by its heads."""
    table = marks(name).search(page(name).read_text("utf-8"))
    assert table is not None
    lines = [line for line in table[0].splitlines() if line.startswith("|")]
    heads, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def page(name: str) -> Path:
    """The page a table stands on."""
    return DOCS / f"{PAGES.get(name, name)}.md"


def block(name: str) -> str:
    """A table between its marks, as it has to stand on its page."""
    return BLOCK.format(name=name, table=TABLES[name]())


def marks(name: str) -> re.Pattern[str]:
    """Find a table's place on its page."""
    return re.compile(f"<!-- {name}: .*?<!-- /{name} -->", re.DOTALL)


def _counted(name: str, language: str, count: Counter[str]) -> tuple[str, ...]:
    parts = (count[each] / count["sentences"] for each in ("right", "offered", "wrong", "misled"))
    return (f"*{name}*", language, str(count["sentences"]), *(f"{part:.0%}" for part in parts))


def _command(route: Route[Services]) -> tuple[str, ...]:
    others = ", ".join(f"`{name}`" for name in route.names[1:])
    return f"`{route.usage}`", others, _who(route), route.help, route.calls or "–"


def _who(route: Route[Services]) -> str:
    if route.own:
        return "admins; in a single chat everybody"
    if route.offered is not None:
        return f"{route.offered.name.lower()}s; for themselves whoever it is about"
    return "everybody" if route.role.name == "MEMBER" else f"{route.role.name.lower()}s"


def _metric(metric: Metric) -> tuple[str, ...]:
    sample = metric.samples[0]
    labels = ", ".join(f"`{label}`" for label in sample.labels)
    return f"`{sample.name}`", labels, metric.documentation


def _setting(name: str, field: FieldInfo) -> tuple[str, ...]:
    meaning = field.description or ""
    return f"`SPACEKEEPER_{name.upper()}`", _default(field), meaning


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**needed**"
    match field.default:
        case frozenset() as members:
            return f"`{sorted(members)}`"
        case "" | None:
            return ""
        case float() as number:
            return f"`{number:g}`"
        case other:
            return f"`{other}`"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "\n".join(_lines(head, rows))


def _lines(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        # A bar inside code would end the cell.
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def write() -> None:
    """Write every table anew."""
    for name in TABLES:
        text = page(name).read_text("utf-8")
        table = block(name).replace("\\", r"\\")  # for a backslash would mean a group
        page(name).write_text(marks(name).sub(table, text), "utf-8")
