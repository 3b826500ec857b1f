"""The architecture as the design draws it, read from the source: a change that bends it fails here."""

import ast
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from bot.settings import VARIABLES, Settings

ROOT = Path(__file__).parent.parent
TOP_LEVEL = {
    *("pyproject.toml", "README.md", "seeds", "bot", "storage", "tests", ".env.example"),
    *("LICENSE", "requirements.lock", ".ci", ".gitignore"),
}
MODULES = sorted(path for top in ("bot", "storage", "tests") for path in (ROOT / top).rglob("*.py"))
PROGRAM = [path for path in MODULES if path.relative_to(ROOT).parts[0] != "tests"]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def name_of(path: Path) -> str:
    """A module's dotted name; a package's own name for its `__init__`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """The modules that a module imports, at its top, inside functions and for type checking alike."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def within(*packages: str) -> list[Path]:
    return [path for path in PROGRAM if any(inside(name_of(path), package) for package in packages)]


@pytest.fixture(scope="module")
def pyproject() -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_top_level_holds_exactly_what_the_design_names() -> None:
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()]
    present = {
        path.name
        for path in ROOT.iterdir()
        if path.name != ".git" and not any(fnmatch(path.name, pattern) for pattern in ignored)
    }

    assert present == TOP_LEVEL


@pytest.mark.parametrize(
    ("package", "banned"),
    [
        ("storage", ("bot", "discord", "tests")),
        ("storage.text", ("storage.archive", "storage.state", "storage.sqlite")),
        ("storage.text", ("sqlite3", "aiosqlite", "asyncio", "aiohttp", "socket", "urllib.request", "time")),
        ("storage.archive", ("storage.state",)),
        ("storage.state", ("storage.archive", "storage.text")),
        ("storage.sqlite", ("storage.archive", "storage.state", "storage.text")),
        ("storage.connecting", ("storage.archive", "storage.state", "storage.text", "storage.sqlite")),
        ("bot", ("sqlite3", "aiosqlite", "asyncpg", "storage.connecting", "storage.sqlite", "tests")),
        ("bot.render", ("asyncio", "aiohttp", "storage.sqlite", "bot.commands", "bot.harness", "bot.client")),
        ("bot.digest.schedule", ("asyncio", "discord", "storage.archive")),
        ("bot.settings", ("discord", "bot.client", "bot.cli")),
    ],
)
def test_imports_point_one_way(package: str, banned: tuple[str, ...]) -> None:
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in within(package)
        for module in sorted(imports(path))
        if any(inside(module, each) for each in banned)
    ]

    assert within(package), f"there is no {package}"
    assert wrong == []


def test_only_the_command_line_passes_in_the_clock_of_the_machine() -> None:
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in PROGRAM
        if name_of(path) != "storage.clock"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "utcnow", "today")
        and isinstance(node.value, ast.Name)
        and node.value.id in ("datetime", "date")
    ]
    users = {name_of(path) for path in PROGRAM if "storage.clock.system_clock" in imports(path)}

    assert wrong == []
    assert all(inside(user, "bot.cli") for user in users), users


SQL = re.compile(
    r"\b(?:SELECT\s.+\sFROM|INSERT\s+(?:OR\s\w+\s+)?INTO|UPDATE\s.+\sSET|DELETE\s+FROM"
    r"|CREATE\s+(?:VIRTUAL\s+)?TABLE|PRAGMA\s)",
    re.DOTALL,
)


def test_the_bot_holds_no_sql() -> None:
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in within("bot")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]

    assert wrong == []


def built(expression: ast.expr) -> bool:
    """Whether a string is put together at run time; a whole number (`{version:d}`) cannot carry SQL."""
    if isinstance(expression, ast.JoinedStr):
        return any(
            isinstance(part, ast.FormattedValue)
            and not (part.format_spec is not None and ast.unparse(part.format_spec) in ("f'd'", "'d'"))
            for part in expression.values
        )
    if isinstance(expression, ast.BinOp):
        return isinstance(expression.op, ast.Add | ast.Mod)
    return (
        isinstance(expression, ast.Call)
        and isinstance(expression.func, ast.Attribute)
        and expression.func.attr in ("format", "join", "replace")
    )


def own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function or module without those of the functions inside it."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
            yield from own_nodes(child)


def executed(tree: ast.Module) -> Iterator[ast.expr]:
    """What is handed to a database as a statement, and what its function assigned to a name that is."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for scope in (*functions, tree):
        nodes = list(own_nodes(scope))
        names: set[str] = set()
        for node in nodes:
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr.startswith("execute")
                and node.args
            ):
                yield node.args[0]
                if isinstance(node.args[0], ast.Name):
                    names.add(node.args[0].id)
        yield from assigned(nodes, names)


def assigned(nodes: list[ast.AST], names: set[str]) -> Iterator[ast.expr]:
    for node in nodes:
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id in names for t in node.targets
        ):
            yield node.value
        elif (
            isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id in names
        ):
            yield ast.BinOp(node.target, ast.Add(), node.value, lineno=node.lineno, col_offset=0)


def test_no_statement_is_built_from_strings() -> None:
    wrong = [
        f"{name_of(path)}:{statement.lineno}"
        for path in PROGRAM
        for statement in executed(parsed(path))
        if built(statement)
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("db.execute('SELECT 1')", False),
        ("db.execute(f'PRAGMA user_version = {version:d}')", False),
        ("db.execute(f'SELECT {column} FROM t')", True),
        ("db.execute('SELECT ' + column)", True),
        ("db.execute('SELECT %s' % column)", True),
        ("db.executemany('SELECT {}'.format(column), rows)", True),
        ("sql = 'SELECT ' + column\ndb.execute(sql)", True),
        ("sql = 'SELECT 1'\nsql += where\ndb.execute(sql)", True),
    ],
)
def test_the_check_for_built_statements_finds_them(source: str, expected: bool) -> None:
    assert any(built(statement) for statement in executed(ast.parse(source))) is expected


def test_modules_read_in_one_sitting() -> None:
    long = {
        name_of(path): lines
        for path in MODULES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers"}

    assert [
        name_of(path) for path in MODULES if drawers & set(path.relative_to(ROOT).with_suffix("").parts)
    ] == []


def offered(tree: ast.Module) -> list[str] | None:
    """The literal value of `__all__`, or None where there is none."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(ast.unparse(target) == "__all__" for target in node.targets):
            names: list[str] = ast.literal_eval(node.value)
            return names
    return None


def bound(tree: ast.Module) -> set[str]:
    """The names that a module binds at its top."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Assign):
            names |= {n.id for target in node.targets for n in ast.walk(target) if isinstance(n, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


@pytest.mark.parametrize("path", PROGRAM, ids=name_of)
def test_what_a_module_lists_is_there(path: Path) -> None:
    tree = parsed(path)
    names = offered(tree) or []
    missing = {name for name in set(names) - bound(tree) if not (path.parent / f"{name}.py").is_file()}

    assert len(names) == len(set(names))
    assert missing == set()


def test_modules_take_from_each_other_only_what_is_offered() -> None:
    modules = {name_of(path): path for path in PROGRAM}
    offers = {name: offered(parsed(path)) for name, path in modules.items()}
    wrong = [
        f"{name_of(path)} takes {alias.name} from {node.module}"
        for path in PROGRAM
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module in modules
        for alias in node.names
        if alias.name not in (offers[node.module] or ()) and f"{node.module}.{alias.name}" not in modules
    ]

    assert wrong == []


def test_every_setting_stands_in_the_example_file_with_a_comment() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = [
        (match[1], lines[number - 1])
        for number, line in enumerate(lines)
        if (match := re.match(r"#?([A-Z][A-Z_]+)=", line))
    ]

    assert [name for name, _ in named] == list(VARIABLES)
    assert [name for name, above in named if not above.startswith("# ")] == []


def test_every_setting_that_is_read_is_known() -> None:
    asked: list[str] = []

    class Recorder(dict[str, str]):
        def get(self, name: str, default: str = "") -> str:  # type: ignore[override]  # the one overload used
            asked.append(name)
            return default

    Settings.read(Recorder())

    assert sorted(asked) == sorted(VARIABLES)


def test_nothing_but_the_settings_reads_the_environment() -> None:
    readers = {name_of(path) for path in PROGRAM if "os.environ" in path.read_text(encoding="utf-8")}

    # The process that draws pictures is given the environment of its parent.
    assert readers <= {"bot.cli.entry", "bot.pictures.artist"}


def test_naive_datetimes_are_banned(pyproject: dict[str, dict[str, dict[str, list[str]]]]) -> None:
    assert "DTZ" in pyproject["tool"]["ruff"]["lint"]["select"]  # type: ignore[call-overload]  # nested tables
    assert not any(re.search(r"noqa:[^#]*DTZ", path.read_text(encoding="utf-8")) for path in PROGRAM)


def test_every_exception_to_a_check_has_its_reason_beside_it() -> None:
    bare = re.compile(
        r"#\s*noqa(?!: [A-Z]+\d+(?:, [A-Z]+\d+)* --? \S)|#\s*type:\s*ignore(?!\[[\w, -]+\]\s+[#-] \S)"
    )
    wrong = [
        f"{name_of(path)}:{number}"
        for path in MODULES
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]

    assert wrong == []


def test_every_data_file_of_the_program_is_packaged() -> None:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    setuptools = tables["tool"]["setuptools"]
    patterns = setuptools["package-data"]["*"]
    kept_back = {name.replace(".", "/") for name in setuptools["packages"]["find"]["exclude"]}
    left_out = [
        str(path.relative_to(ROOT))
        for top in ("bot", "storage")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
        if not any(fnmatch(path.name, pattern) for pattern in patterns)
        if str(path.parent.relative_to(ROOT)) not in kept_back
    ]

    assert kept_back == {"bot/harness/pictures"}
    assert left_out == []


def test_nothing_is_left_over() -> None:
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "breakpoint" + r"\(")))
    wrong = [name_of(path) for path in MODULES if marks.search(path.read_text(encoding="utf-8"))]

    assert wrong == []
