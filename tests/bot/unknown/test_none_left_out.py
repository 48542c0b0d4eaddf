"""The sweep has every field: of all wire classes, of all that is read by name, of all calls."""

import ast
import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bot
from bot.dingtalk.payload import Payload
from sandbox.malform import places
from tests.bot.unknown.documents import ANSWERS, DOCUMENTS
from tests.catalogue import ROOT

SOURCES = [*(ROOT / "bot").rglob("*.py")]
MEMBERS = {name for document in DOCUMENTS for place in places(document) for name in place}
"""Every member of every document that is swept."""
OF_ANSWERS = re.compile(r'\banswer\.body(?:\.get\(|\[)"(\w+)"')
OF_CODES = re.compile(r'\b(?:body(?:\.get\(|\[)|_member\(body, |members\.get\()"(\w+)"')
OF_OTHERS = {
    "bot/alerts/settings_file/rules.py": "reads what people send, in the same file",
    "bot/alerts/settings_file/format.py": "reads what people send, which has refusals of its own",
    "bot/model.py": "reads the answers of a language model, not of DingTalk",
    "bot/quota/past.py": "reads what others saw before the bot came, for a demo",
}
"""Who reads by a model of another kind, and why."""
ENDPOINTS: list[dict[str, Any]] = json.loads(
    (ROOT / "sandbox" / "endpoints.json").read_text("utf-8")
)


def wire_classes(kind: type[Payload] = Payload) -> Iterator[type[Payload]]:
    for each in kind.__subclasses__():
        yield each
        yield from wire_classes(each)


def test_every_field_of_every_wire_class_is_swept() -> None:
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    classes = [each for each in wire_classes() if each.__module__.startswith("bot.")]
    fields = {
        (kind.__name__, field.alias) for kind in classes for field in kind.model_fields.values()
    }

    assert len(classes) >= 18
    assert {each for each in fields if each[1] not in MEMBERS} == set()


def test_every_member_that_is_read_by_its_name_is_swept() -> None:
    read = {name for path in SOURCES for name in _pattern(path).findall(path.read_text("utf-8"))}

    assert {"spaces", "nextToken", "accessToken", "media_id", "success", "errcode"} <= read
    assert {name.lower() for name in read} - {str(name).lower() for name in MEMBERS} == set()


def _pattern(path: Path) -> re.Pattern[str]:
    return OF_CODES if path.name == "codes.py" else OF_ANSWERS


def test_no_answer_is_read_by_a_model_of_another_kind() -> None:
    models = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if re.search(r"class \w+\(BaseModel\)", path.read_text("utf-8"))
    }

    assert models - OF_OTHERS.keys() == {"bot/dingtalk/payload.py"}


def test_every_call_of_the_bot_is_swept() -> None:
    """An address that is called in one way only is known by itself, the others by their method."""
    known = {f"{each['method']} {each['path']}" for each in ENDPOINTS}
    paths = [each["path"] for each in ENDPOINTS]
    called: set[str] = set()
    for path in SOURCES:
        called |= set(_called(ast.parse(path.read_text("utf-8"))))
    named = {
        f"{each['method']} {each['path']}"
        for each in ENDPOINTS
        if paths.count(each["path"]) == 1 and each["path"] in called
    }
    named |= called & known

    assert len(named) >= 16
    assert named - ANSWERS.keys() == set()


def _called(tree: ast.Module) -> Iterator[str]:
    """Addresses, and addresses with their method, that a module writes out."""
    constants = {
        target.id: node.value.value
        for node in tree.body
        for target in _targets(node)
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
    yield from constants.values()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) > 1:
            method, address = (_text(each, constants) for each in node.args[:2])
            yield address
            yield f"{method} {address}"


def _targets(node: ast.stmt) -> list[ast.Name]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [each for each in targets if isinstance(each, ast.Name)]


def _text(node: ast.expr, constants: dict[str, str]) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.Name(name):
            return constants.get(name, "")
        case ast.JoinedStr(values):
            return "".join(_text(each, constants) for each in values)
        case ast.FormattedValue(inner):
            return _text(inner, constants)
        case _:
            return ""


def test_every_answer_is_one_of_the_organisations() -> None:
    assert ANSWERS.keys() <= {f"{each['method']} {each['path']}" for each in ENDPOINTS}
    assert Path(ROOT, "sandbox", "endpoints.json").exists()
