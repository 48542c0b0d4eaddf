"""Every message the program can say, found in templates and code, and the Chinese catalogue.

``make texts`` adds what is missing to the catalogue, untranslated, and drops what is no longer said; the
tests of `bot.i18n` fail until it is translated.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
CHINESE = TEMPLATES / "locale" / "zh_CN" / "LC_MESSAGES" / "spacekeeper.po"

HEADER = """\
# What the bot says in Chinese. The ids are the English texts; tests/catalogue.py keeps them up to date.
msgid ""
msgstr ""
"Content-Transfer-Encoding: 8bit\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Language: zh_CN\\n"
"MIME-Version: 1.0\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

SAYING = {"N_": 0, "BadArgument": 2, "MissingArgument": 1, "NotAChoice": 2}
"""Calls that carry a message, and which of their arguments it is."""

Message = str | tuple[str, ...]


def in_templates() -> set[Message]:
    """What templates say by ``_()``, ``ngettext()`` and ``trans``."""
    found = extract_from_dir(
        TEMPLATES,
        method_map=[("**.j2", "jinja2.ext:babel_extract")],
        options_map={"**.j2": {"silent": "false", "newstyle_gettext": "true", "trimmed": "true"}},
    )
    return {message for _, _, message, _, _ in found}


def in_code() -> set[Message]:
    """What Python code marks by ``N_()``, and the help and usage lines of commands."""
    files = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]
    return {each for path in files for each in _said_by(ast.parse(path.read_text("utf-8")))}


def _said_by(tree: ast.Module) -> Iterator[str]:
    constants = dict(_constants(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _said_by_call(node, constants)
        if isinstance(node, ast.AsyncFunctionDef):
            yield from _said_by_command(node)


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names of texts at the top of a module."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(name)], value=ast.Constant(value=str() as text)):
                yield name, text
            case _:
                pass


def _said_by_call(call: ast.Call, constants: Mapping[str, str]) -> Iterator[str]:
    """Find ``N_("…")``, and the message in ``BadArgument(…, TOO_LONG)`` and its kin."""
    place = SAYING.get(call.func.id) if isinstance(call.func, ast.Name) else None
    if place is None or len(call.args) <= place:
        return
    match call.args[place]:
        case ast.Constant(value=str() as text):
            yield text
        case ast.Name(name) if name in constants:
            yield constants[name]
        case _:
            pass


def _said_by_command(function: ast.AsyncFunctionDef) -> Iterator[str]:
    """Find the help line and the usage of a command, and the parts that the usage names."""
    for decorator in function.decorator_list:
        match decorator:
            case ast.Call(func=ast.Attribute(attr="command"), args=[words, *_], keywords=keywords):
                given = {each.arg: each.value for each in keywords}
                usage: str = ast.literal_eval(given.get("usage", words))
                yield usage
                yield from re.findall(r"[<\[]([^>\]]+)[>\]]", usage)
                yield (ast.get_docstring(function) or "").split("\n")[0]
            case _:
                pass


def chinese() -> Catalog:
    """Read the Chinese catalogue."""
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh_CN", domain="spacekeeper", abort_invalid=True)


def ids(catalogue: Catalog) -> set[Message]:
    """The ids in a catalogue, plural ones as pairs."""
    return {
        each.id if isinstance(each.id, str) else tuple(each.id) for each in catalogue if each.id
    }


def update() -> None:
    """Bring the catalogue up to date, keeping every translation that is still said."""
    known = chinese()
    fresh = Catalog(locale="zh_CN")
    for message in sorted(in_templates() | in_code(), key=str):
        kept = known.get(message)
        fresh.add(message, kept.string if kept else "")
    with CHINESE.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, fresh, width=100, omit_header=True)
