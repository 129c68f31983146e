"""The house rules that import-linter cannot tell: one door per outside library, sizes, no broad excepts."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "mediawatch"
MODULES = sorted(PACKAGE.rglob("*.py"))

DOORS = {
    "httpx": {"collect/fetch", "web/oidc_provider"},
    "authlib": {"web/oidc_provider"},
    "joserfc": {"web/oidc_provider"},
    "httpcore": {"collect/fetch", "collect/guard"},
    "protego": {"collect/fetch", "collect/robots"},
    "feedparser": {"collect/poll"},
    "imap_tools": {"collect/mailbox"},
    "imaplib": {"collect/mailbox"},
    "trafilatura": {"collect/body"},
    "onnxruntime": {"enrich/encoder"},
    "numpy": {"enrich/", "store/shelf"},
    "apprise": {"report/notify"},
    "typst": {"report/typeset"},
    "vobject": {"report/"},
    "xlsxwriter": {"report/sheets"},
    "sqlalchemy": {"store/"},
    "alembic": {"store/"},
    "apscheduler": {"schedule"},
    "jinja2": {"render"},
    "css_inline": {"report/mail"},
    "smtplib": {"report/mail"},
    "pydantic": {"config"},
    "dotenv": {"config"},
    "brotli": {"collect/decoding"},
    "dateutil": {"collect/"},
    "yaml": {"config"},
    "holidays": {"workdays"},
    "snowballstemmer": {"store/search", "store/words", "enrich/"},
    "click": {"cli", "demo"},
}
"""Outside library -> the modules (prefixes under mediawatch/) that may import it."""

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40


def _module_name(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def _imports(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", MODULES, ids=_module_name)
def test_each_outside_library_has_one_door(path: Path) -> None:
    module = _module_name(path)
    for library in _imports(ast.parse(path.read_text())) & DOORS.keys():
        assert any(module.startswith(door) for door in DOORS[library]), f"{module} imports {library}"


@pytest.mark.parametrize("path", MODULES, ids=_module_name)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= MAX_FILE_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or node.lineno) - node.lineno + 1 <= MAX_FUNCTION_LINES, node.name


@pytest.mark.parametrize("path", MODULES, ids=_module_name)
def test_bugs_are_not_caught(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type
            assert caught is not None, f"bare except on line {node.lineno}"
            names = {n.id for n in ast.walk(caught) if isinstance(n, ast.Name)}
            assert not names & {"Exception", "BaseException"}, f"broad except on line {node.lineno}"


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    assert not [path for path in MODULES if path.stem in {"utils", "helpers", "services", "managers", "common"}]


def test_no_tracked_file_names_a_package_index() -> None:
    for path in [*ROOT.glob("requirements/*"), ROOT / "pyproject.toml", ROOT / "Makefile"]:
        text = path.read_text()
        assert "--index-url" not in text
        assert "://" not in text.replace("https://eupl", "") or path.name == "pyproject.toml", path.name
