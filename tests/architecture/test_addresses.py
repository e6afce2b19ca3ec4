"""Pages are named by endpoint and values; nobody types a path, and every name is of a page."""

import ast
import re

import pytest
from jinja2 import nodes

from tests.architecture.source import MODULES, TEMPLATES, WEBAPP, imported, named, tree_of

#: Modules that make an address of something else than what stands in the source, and why.
NOT_LITERAL = {
    "webapp/notices/link_address.py": "it puts together what was taken apart to be stored",
    "webapp/duties/wording.py": "rows of a table; service/duties/test_pages.py opens each",
    "webapp/reminders/rules.py": "rows of a table; service/duties/test_pages.py opens each",
}
#: What a page reads from its query.
QUERIES = {"commitments.mine": {"nam"}, "plans.show": {"nam"}}
#: Templates that still type a path, and why.
TYPED = dict.fromkeys(
    [
        f"webapp/web/templates/web/{name}.html"
        for name in ("_appearance", "_foot", "_problem", "_sub_bar", "_top_bar", "bare")
    ],
    "the frame is also drawn for a request whose host is none, and that can name no page",
)

PARSED = [m for m in MODULES if "/o/" in m.read_text()]
NAMING = [m for m in MODULES if "webapp.core.addresses.Address" in imported(m)]
DRAWN = [*TEMPLATES, *WEBAPP.rglob("templates/**/*.txt"), *WEBAPP.rglob("static/*.js")]
#: A path from the root, after a value, or after a string that holds a path.
IN_TEMPLATE = re.compile(
    r"""/o/|(?:href|src|action|formaction|hx-\w+)="(?:/|\{\{[^"]*\}\}[\w/])|~ *["']/[\w-]+["'/]"""
)


def typed_paths(tree):
    """The strings of a module that type a path into an organization; rules of pages do not."""
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    said = {ast.get_docstring(n, False) for n in ast.walk(tree) if isinstance(n, documented)}
    return [
        text
        for text in texts
        if isinstance(text, str) and text not in said and re.search("/o/(?!<organization>)", text)
    ]


def address_faults(tree, url_map):
    """What is wrong with the addresses that stand in a module."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    found = [n for n in calls if isinstance(n.func, ast.Name) and n.func.id == "Address"]
    return [fault for call in found if (fault := _fault(call, url_map))]


def _fault(call, url_map):
    shown = ast.unparse(call)
    endpoint, values = [*call.args, ast.Dict([], [])][:2] if call.args else (None, None)
    if not isinstance(endpoint, ast.Constant) or not isinstance(values, ast.Dict):
        return f"not literal: {shown}"
    names = {key.value if isinstance(key, ast.Constant) else None for key in values.keys}
    extra = QUERIES.get(endpoint.value, set())
    return name_fault(url_map, endpoint.value, names - extra, shown, exactly=True)


def name_fault(url_map, endpoint, names, shown, *, exactly):
    """What is wrong with a name of a page: no such page, a value missing or one too many."""
    rules = [rule for rule in url_map.iter_rules() if rule.endpoint == endpoint]
    if exactly:
        rules = [rule for rule in rules if "GET" in rule.methods]
    if not rules:
        return f"no such page: {shown}"
    for rule in rules:
        asked, given = rule.arguments - {"organization"}, names - rule.arguments
        if asked <= names and not (exactly and given):
            return None
    return f"values do not fit: {shown}"


def drawn_faults(source, app):
    """What is wrong with the pages a template names."""
    calls = app.jinja_env.parse(source).find_all(nodes.Call)
    found = [c for c in calls if isinstance(c.node, nodes.Name) and c.node.name == "url_for"]
    checked = [c for c in found if isinstance(c.args[0], nodes.Const) and not c.dyn_kwargs]
    return [
        fault
        for call in checked
        if (
            fault := name_fault(
                app.url_map,
                call.args[0].value,
                {keyword.key for keyword in call.kwargs},
                f"{call.args[0].value}, line {call.lineno}",
                exactly=False,
            )
        )
    ]


@pytest.mark.parametrize("module", PARSED, ids=named)
def test_no_module_types_a_path(module):
    assert typed_paths(tree_of(module)) == []


@pytest.mark.parametrize("template", DRAWN, ids=named)
def test_no_template_types_a_path(template):
    found = [match.group() for match in IN_TEMPLATE.finditer(template.read_text())]
    assert found == [] or (named(template) in TYPED and "/o/" not in found)


def test_every_address_names_a_page(app):
    faults = {named(m): address_faults(tree_of(m), app.url_map) for m in NAMING}
    assert len(faults) > 25
    assert {name: f for name, f in faults.items() if f and name not in NOT_LITERAL} == {}


def test_every_page_a_template_names_is_there(app):
    faults = {named(t): drawn_faults(t.read_text(), app) for t in TEMPLATES}
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ('Address("reports.gone")', "no such page"),
        ('Address("reports.send", {"report_id": 1})', "no such page"),
        ('Address("reports.show")', "values do not fit"),
        ('Address("reports.show", {"id": 1})', "values do not fit"),
        ('Address("reports.show", {"report_id": 1, "nam": 2026})', "values do not fit"),
        ('Address("accounts.profile", {"organization": "k1"})', "values do not fit"),
        ('Address("reports.show", values)', "not literal"),
        ("Address(page, {})", "not literal"),
    ],
)
def test_a_wrong_address_is_found(app, wrong, fault):
    (found,) = address_faults(ast.parse(f"x = [{wrong}]"), app.url_map)
    assert found.startswith(fault)


@pytest.mark.parametrize(
    "wrong",
    ['f"/o/{code}/bao-cao/{id}"', '"/o/k1/"', "code.join('/o/')", 'x.startswith(f"/o/{code}/")'],
)
def test_a_typed_path_is_found(wrong):
    assert typed_paths(ast.parse(f"x = {wrong}")) != []


@pytest.mark.parametrize(
    "wrong",
    [
        '<a href="/toi">',
        '<a href="{{ root }}/hoan/{{ key }}">',
        '<a href="{{ root }}hoan">',
        '{{ post_button(root ~ "/ket-thuc") }}',
        '<form action="/o/{{ code }}/">',
    ],
)
def test_a_typed_path_is_found_in_a_template(wrong):
    assert IN_TEMPLATE.search(wrong)


@pytest.mark.parametrize(
    "wrong", ["reports.gone')", "reports.show')", "reports.show', id=1)", "meetings.show', x=1)"]
)
def test_a_wrong_page_is_found_in_a_template(app, wrong):
    assert drawn_faults("{{ url_for('" + wrong + " }}", app) != []
