"""What is written about the code is true of it, and the code keeps its measure."""

import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from pydoc import locate

import handlers
from handlers import ROUTERS
from tests import tables
from tests.catalogue import ROOT
from tests.measures import declared, function_lengths, modules, public_classes
from tests.sweeping import sweep
from tests.texts import STALE

PROGRAM = ("bot", "handlers", "sandbox")
LINES = {"bot": 400, "handlers": 400, "sandbox": 400, "bench": 400, "docs": 400, "tests": 500}
MEDIAN, MOST, TENTH = 6, 20, 10
"""Lines of a function: half of them have no more than the first, nine of ten no more than the second."""

README = ROOT / "README.md"
README_BYTES = 9_000
DOCS = ROOT / "docs"
WORDS_LINES = 60
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.glob("*.md")), ROOT / "sandbox" / "README.md"]
LASTING = [page for page in PAGES if page.name != "CHANGELOG.md"]
"""All but the one that tells of the past."""
FOLDERS = "bot|handlers|templates|sandbox|bench|docs|tests"

FOREIGN = {
    "a conflict that nobody settled": r"(?:<{7}|>{7}|\|{7}) \w",
    "a tracker's number": r"\b[Ii]ssues? #?\d|\(#\d+\)",
    "an address of a package registry": r"\b(?:files\.pythonhosted|registry\.npmjs|pypi)\.org\b",
    "a path of one machine": r"(?<![\w.:}])/(?:root|work|home/\w+|Users/\w+)/\w",
}
"""What has no place in the repository, by what it is."""

ELSEWHERE = re.compile(r"\.(?!ci|docker|git).*|\.git|__pycache__|_build|node_modules")
"""What tools, set-up and the demo leave behind."""


def kept(folder: Path = ROOT) -> Iterator[Path]:
    """Give the files of the repository, without asking git: an archive has none."""
    for path in folder.iterdir():
        if ELSEWHERE.fullmatch(path.name):
            continue
        if path.is_dir():
            yield from kept(path)
        else:
            yield path


@sweep("name", tables.TABLES)
def test_a_table_is_what_the_code_says(name: str) -> None:
    found = tables.marks(name).search(tables.page(name).read_text("utf-8"))

    assert found is not None
    assert found[0] == tables.block(name), STALE


@sweep("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_points_to_is_there(page: Path) -> None:
    """Files, and headings as a code host names them; addresses elsewhere are not asked."""
    missing = [link for link in links(page) if not is_there(page, link)]

    assert missing == []


def test_the_documents_are_built_without_a_warning(tmp_path: Path) -> None:
    """As by ``make docs``, elsewhere."""
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", DOCS, tmp_path],
        check=False,
        capture_output=True,
        text=True,
    )

    assert (built.returncode, built.stderr) == (0, "")


def links(page: Path) -> list[str]:
    """Give where the links and pictures of a page lead within the repository."""
    text = page.read_text("utf-8")
    return re.findall(r"\]\((?!\w+:)([^)\s]+)\)", text) + re.findall(r' src="([^"]+)"', text)


def is_there(page: Path, link: str) -> bool:
    name, _, heading = link.partition("#")
    target = page.parent / name if name else page
    return target.exists() and (not heading or heading in anchors(target))


def anchors(page: Path) -> set[str]:
    """Give the names by which a code host finds a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


@sweep("page", LASTING, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_of_the_code_is_there(page: Path) -> None:
    """Modules and packages with dots, files and folders with strokes."""
    text = page.read_text("utf-8")
    folders = re.findall(rf"`((?:{FOLDERS})/[\w/.]*)`", text)
    named = {name.replace(".", "/") for name in dotted(text)}

    assert [name for name in folders if "_build" not in name and not (ROOT / name).exists()] == []
    assert [name for name in named if not is_module(ROOT / name)] == []


def dotted(text: str) -> set[str]:
    """Give the modules that a text names."""
    return set(re.findall(rf"(?<![\w./-])(?:{FOLDERS})(?:\.(?!py\b|mjs\b)[a-z_0-9]+)+", text))


def is_module(path: Path) -> bool:
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def test_the_ways_of_a_message_and_of_an_alert_are_drawn_with_modules() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    drawings = re.findall(r"## The way of an? (.*)\n\n```mermaid\n([^`]*)```", text)

    assert [way for way, drawn in drawings if dotted(drawn)] == ["message", "alert"]


def test_the_words_are_read_at_a_sitting() -> None:
    assert (DOCS / "words.md").read_text("utf-8").count("\n") <= WORDS_LINES


def test_each_of_our_words_is_the_name_of_something() -> None:
    _, ours = (DOCS / "words.md").read_text("utf-8").split("## Ours")
    named = re.findall(r"`(bot\.[\w.]+)`", ours)

    assert len(named) > len(re.findall("^[|] ", ours, re.MULTILINE)) - 2
    assert [name for name in named if locate(name) is None] == []


def test_nothing_is_called_told_but_what_is_stored_so() -> None:
    """It meant notified, chosen, said and known; these fields stand in Redis under this name."""
    told = re.compile("(?:^|_)(?:told|tells?|telling)(?:_|$)|Told|Telling", re.IGNORECASE)

    called = {name for name in declared("bot", "handlers") if told.search(name.split(".")[-1])}

    assert called == {"Incident.told", "RuleState.told", "Trouble.told"}


def test_whoever_reads_only_the_readme_needs_a_few_minutes() -> None:
    assert README.stat().st_size <= README_BYTES


def test_every_page_is_found_from_the_readme() -> None:
    named = {(ROOT / link.partition("#")[0]).resolve() for link in links(README)}

    assert set(DOCS.glob("*.md")) - named - {DOCS / "index.md"} == set()


def test_every_command_family_is_in_the_list_of_routers() -> None:
    folder = Path(handlers.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    listed = {
        name
        for name in files
        if getattr(__import__(f"handlers.{name}", fromlist=["router"]), "router", None) in ROUTERS
    }

    assert files - listed == set()


def test_no_module_grows_beyond_what_one_reads_at_a_sitting() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for folder, most in LINES.items()
        for path in modules(folder)
        if (lines := path.read_text("utf-8").count("\n")) > most
    }

    assert long == {}


def test_functions_are_short() -> None:
    lengths = list(function_lengths(*PROGRAM))

    assert statistics.median(lengths) <= MEDIAN
    assert statistics.quantiles(lengths, n=TENTH, method="inclusive")[-1] <= MOST


def test_no_two_public_classes_have_one_name() -> None:
    found = public_classes("bot", "handlers")

    assert {name: places for name, places in found.items() if len(places) > 1} == {}


@sweep("what", FOREIGN)
def test_the_repository_keeps_to_itself(what: str) -> None:
    pattern = re.compile(FOREIGN[what])
    found = {
        str(path.relative_to(ROOT)): match[0]
        for path in kept()
        if path != Path(__file__) and (match := pattern.search(text_of(path)))
    }

    assert found == {}


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def test_the_changelog_is_written_for_readers() -> None:
    """Keep a Changelog: an open section first, entries a blank line apart."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")

    assert text.startswith("# Changelog\n")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE)[0] == "[Unreleased]"
    assert re.findall(r"^- .*\n- ", text, re.MULTILINE) == []
