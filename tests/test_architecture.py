"""What imports what, and what the README promises: the parts of the design that only a test can hold."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pages.ui import steps

ROOT = Path(__file__).resolve().parents[1]
ANALYSIS = sorted((ROOT / "analysis").rglob("*.py"))
PAGES = sorted((ROOT / "pages").rglob("*.py"))
NETWORK = {
    "socket",
    "http",
    "urllib",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
    "websockets",
    "socketserver",
}


def imports(file: Path) -> set[str]:
    """Modules that a file asks for, by their full names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_the_library_loads_no_screen() -> None:
    loaded = [file for file in ANALYSIS if file.stem != "__main__" and not file.stem.startswith("build_")]
    modules = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in loaded]
    code = "import sys, " + ", ".join(name.removesuffix(".__init__") for name in modules)
    code += "\nassert not {'streamlit', 'plotly'} & {name.split('.')[0] for name in sys.modules}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("file", ANALYSIS, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_module_of_the_library_asks_for_a_screen_a_page_or_the_network(file: Path) -> None:
    asked = {name.split(".")[0] for name in imports(file)}
    assert not asked & {"streamlit", "plotly", "pages", *NETWORK}


@pytest.mark.parametrize("file", ANALYSIS, ids=lambda file: str(file.relative_to(ROOT)))
def test_only_io_and_the_command_line_touch_files(file: Path) -> None:
    """Classifications come with their data, and speech with its catalogues."""
    if file.parent.name in ("io", "nomenclatures", "command_line") or file.name == "speech.py":
        return
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not calls & {
        "open",
        "read_csv",
        "read_parquet",
        "read_excel",
        "to_csv",
        "to_parquet",
        "write_text",
        "write_bytes",
    }


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_is_computed_from_data_is_cached_for_one_session_only(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef):
            continue
        for decorator in node.decorator_list:
            name = ast.unparse(decorator)
            if name.startswith("st.cache"):
                assert "scope='session'" in name, f"{file.name}: {node.name} would be shared between people"
                assert "max_entries=" in name, f"{file.name}: {node.name} would grow without end"
                assert "persist" not in name, f"{file.name}: {node.name} would be written to disk"


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_is_cached_can_be_erased_and_nothing_reaches_for_the_network(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert "@st.cache" not in source or "CACHES" in source, (
        f"{file.name}: erasing everything would leave what it caches"
    )
    assert not {name.split(".")[0] for name in imports(file)} & (NETWORK - {"urllib"})
    assert not {"urllib.request", "urllib.error"} & imports(file)


def test_every_page_is_on_the_way() -> None:
    files = {f"pages/{file.name}" for file in (ROOT / "pages").glob("*.py")} - {"pages/__init__.py"}
    assert set(steps.PAGES) == files


def commands(readme: str, mark: str) -> list[str]:
    """The lines of the README's block between two marks."""
    block = re.search(rf"<!-- {mark} -->\n```bash\n(.*?)\n```\n<!-- /{mark} -->", readme, re.DOTALL)
    assert block is not None, f"the README has no block marked {mark}"
    return block.group(1).splitlines()


def test_the_readme_has_one_command_to_start_and_one_to_test() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (start,) = commands(readme, "start")
    (test,) = commands(readme, "test")
    for command in (start, test):
        assert command.startswith("python3 -m venv .venv && ")
    assert "-r requirements.txt" in start
    assert "streamlit run app.py" in start
    assert "-r requirements-dev.txt" in test
    assert "pytest" in test
    powershell = re.search(r"```powershell\n(.*?)\n```", readme, re.DOTALL)
    assert powershell is not None
    assert len(powershell.group(1).splitlines()) == 2


def test_the_way_to_run_the_checks_is_the_readmes() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- test -->" in script


def test_every_requirement_is_pinned_and_imported() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line.split(";")[0].strip() for line in lines if line.strip() and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+==[\w.]+", line) for line in pinned)
    names = {line.split("==")[0].lower().replace("-", "_") for line in pinned}
    called = {"python_stdnum": "stdnum", "email_validator": "email_validator"}
    asked = {name.split(".")[0] for file in (*ANALYSIS, *PAGES, ROOT / "app.py") for name in imports(file)}
    source = "\n".join(file.read_text(encoding="utf-8") for file in ANALYSIS)
    unused = {name for name in names if called.get(name, name) not in asked and f'"{name}' not in source}
    assert not unused


def test_the_numeric_stack_leaves_out_pycanon_where_it_cannot_be_installed() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    (pycanon,) = [line for line in lines if line.startswith("pycanon")]
    assert pycanon.endswith('; python_version < "3.13"')
