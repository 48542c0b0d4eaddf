"""No template prints an expression without an encoder."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import UndefinedError, nodes

from bot.cards.encoders import IN_MARKDOWN, IN_TEXT
from bot.cards.renderer import make_environment
from bot.i18n import Texts, read_catalogues
from tests.catalogue import ROOT, TEMPLATES
from tests.sweeping import sweep

ENVIRONMENT = make_environment(TEMPLATES, Texts("en", read_catalogues(TEMPLATES)["en"], "UTC"))
ALL = sorted(TEMPLATES.glob("*.j2"))
CARDS = sorted(TEMPLATES.glob("*.json.j2"))
CAPTURING = (nodes.AssignBlock, nodes.CallBlock, nodes.FilterBlock, nodes.Macro)
GETTEXT = {"_", "gettext", "ngettext"}


class Walk:
    """Reads a template and finds each expression that could print somebody's text as it is.

    Inside a captured block, which is Markdown, an expression ends in an encoder for Markdown; outside, in
    the JSON document, in ``json`` over what has an encoder for plain text. A text of the catalogue is as
    safe as each value put into it.
    """

    def __init__(self, source: str, *, markdown: bool = False) -> None:
        self._tree = ENVIRONMENT.parse(source)
        self._markdown = markdown
        self._known = set(_captured(self._tree))

    def unencoded(self) -> list[str]:
        """Expressions, with their lines, that have no encoder at their end."""
        return [
            f"{each.lineno}: {each}" for each in self._within(self._tree, markdown=self._markdown)
        ]

    def _within(self, node: nodes.Node, *, markdown: bool) -> Iterator[nodes.Expr]:
        printable = self._is_markdown if markdown else self._is_json
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Output):
                yield from (each for each in child.nodes if not printable(each))
            else:
                inside = markdown or isinstance(child, CAPTURING)
                yield from self._within(child, markdown=inside)

    def _is_markdown(self, expression: nodes.Node) -> bool:
        return self._is_safe(expression, IN_MARKDOWN)

    def _is_json(self, expression: nodes.Node) -> bool:
        match expression:
            case nodes.TemplateData():
                return True
            case nodes.Filter(name="json", node=inner):
                return self._is_buttons(inner) or self._is_safe(inner, IN_TEXT)
            case _:
                return False

    def _is_buttons(self, expression: nodes.Node | None) -> bool:
        match expression:
            case nodes.Filter(name="offered", node=nodes.List(items=items)):
                return all(self._is_button(each) for each in items)
            case _:
                return False

    def _is_button(self, expression: nodes.Expr) -> bool:
        match expression:
            case nodes.Call(node=nodes.Name(name="button"), args=[nodes.Const(), label, *style]):
                consts = all(_is_ours(each) for each in style)
                return consts and self._is_safe(label, IN_TEXT)
            case _:
                return False

    def _is_safe(self, expression: nodes.Node | None, encoders: frozenset[str]) -> bool:
        match expression:
            case nodes.Filter(name="trim" | "row", node=inner):
                safe = self._is_safe(inner, encoders)
            case nodes.Filter(name=name):
                safe = name in encoders
            case nodes.CondExpr(expr1=one, expr2=other):
                safe = self._is_safe(one, encoders) and self._is_safe(other, encoders)
            case nodes.Call(node=nodes.Name(name=name)) if name in GETTEXT:
                safe = self._is_text(expression, encoders)
            case nodes.Name(name=name) | nodes.Call(node=nodes.Name(name=name)):
                safe = name in self._known
            case _:
                safe = isinstance(expression, nodes.Const | nodes.TemplateData)
        return safe

    def _is_text(self, call: nodes.Call, encoders: frozenset[str]) -> bool:
        """Whether a text of the catalogue is a constant and each value in it is encoded."""
        plural = isinstance(call.node, nodes.Name) and call.node.name == "ngettext"
        ids = call.args[:2] if plural else call.args
        values = {each.key: each.value for each in call.kwargs}
        return (
            all(isinstance(each, nodes.Const) for each in ids)
            and all(self._is_safe(each, encoders) for each in values.values())
            and (not plural or "num" in values)
            and call.dyn_args is None
            and call.dyn_kwargs is None
        )


def _is_ours(style: nodes.Expr) -> bool:
    """Whether an expression is a constant, or one of two."""
    match style:
        case nodes.CondExpr(expr1=one, expr2=other):
            return isinstance(one, nodes.Const) and isinstance(other, nodes.Const)
        case _:
            return isinstance(style, nodes.Const)


def _captured(tree: nodes.Template) -> Iterator[str]:
    """Names of what was written as Markdown before: blocks, macros and imported macros."""
    for block in tree.find_all(nodes.AssignBlock):
        if isinstance(block.target, nodes.Name):
            yield block.target.name
    for macro in tree.find_all(nodes.Macro):
        yield macro.name
    for imported in tree.find_all(nodes.FromImport):
        yield from (name for name in imported.names if isinstance(name, str))


@sweep("path", ALL, ids=lambda path: path.name)
def test_every_expression_ends_in_an_encoder(path: Path) -> None:
    walk = Walk(path.read_text("utf-8"), markdown=path.name.endswith(".md.j2"))

    assert walk.unencoded() == []


@sweep(
    "source",
    [
        "{{ x }}",
        '{"title": "{{ x }}"}',
        "{{ x | upper }}",
        "{{ x | json }}",
        "{{ x | md | json }}",
        "{{ (x if y else _('a')) | json }}",
        "{{ _('a %(x)s', x=x) | json }}",
        "{{ _('a %(x)s', x=x | md) | json }}",
        "{{ _(x) | json }}",
        "{{ _('a') }}",
        "{{ ngettext('a', 'b', x) | json }}",
        "{{ [button('a', x)] | offered | json }}",
        "{{ [button('a', _('b'), 'danger' if x else y)] | offered | json }}",
        "{{ [x] | offered | json }}",
        "{{ x | plain | json | safe }}",
        "{{ x ~ y | json }}",
        "{% set body %}{{ x }}{% endset %}",
        "{% set body %}{{ x | plain }}{% endset %}",
        "{% set body %}{{ x | json }}{% endset %}",
        "{% set body %}{{ _('a %(x)s', x=x) }}{% endset %}",
        "{% set body %}{% for y in x %}{{ y.name }}{% endfor %}{% endset %}",
        "{% macro row(x) %}{{ x }}{% endmacro %}",
        "{% trans x=x %}a {{ x }}{% endtrans %}",
    ],
)
def test_an_expression_without_an_encoder_is_found(source: str) -> None:
    assert Walk(source).unencoded() != []


@sweep(
    "source",
    [
        "{{ x | plain | json }}",
        "{{ _('a %(x)s', x=x | plain(9)) | json }}",
        "{{ ngettext('a', 'b', x, num=x | number) | json }}",
        "{{ [button('a', _('b'), 'danger')] | offered | json }}",
        "{{ [button('a', _('b'), 'danger' if x else 'primary')] | offered | json }}",
        "{% set body %}{{ x | md(32) }} {{ y | size }}{% endset %}{{ body | json }}",
        "{% macro row(x) %}{{ x | md }}{% endmacro %}{% set body %}{{ row(y) }}{% endset %}",
    ],
)
def test_an_expression_with_its_encoder_passes(source: str) -> None:
    assert Walk(source).unencoded() == []


@sweep("path", CARDS, ids=lambda path: path.stem)
def test_a_card_says_what_it_needs_and_prints_its_body_as_captured(path: Path) -> None:
    source = path.read_text("utf-8")

    assert source.startswith(f"{{# {path.name.removesuffix('.json.j2')}: ")
    assert source.count('"body": {{ body | json }}') == 1
    assert source.count("{% set body %}") == 1


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="'nobody' is undefined"):
        ENVIRONMENT.from_string("{{ nobody | md }}").render()


def test_every_template_is_shown_by_something() -> None:
    code = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").glob("*.py")]
    named = {
        node.value
        for path in code
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert [path.name for path in CARDS if path.name.removesuffix(".json.j2") not in named] == []


def test_one_card_alone_shows_what_was_encoded_before() -> None:
    """Whatever else it let through would be printed as somebody typed it."""
    used = [path.name for path in ALL if "as_shown" in path.read_text("utf-8")]

    assert used == ["shown_again.json.j2"]
