"""The program leans on no system: what a look at its text can say of Windows, Mac and Linux.

What only one system has is imported or called where its lack is allowed for.
"""

import ast
import re
from collections.abc import Iterator
from typing import Final

import pytest

from make import PROJECT
from planctl.model.file_name import action_file_name, area_folder_name, is_safe_name

SOURCES: Final = sorted((PROJECT / "src").rglob("*.py"))
# Modules and names that are missing on one of the systems.
MODULES: Final = {
    *("fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"),
    *("msvcrt", "winreg", "winsound", "_winapi"),
}
OS_NAMES: Final = {
    *("chown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getpgid", "getuid", "killpg"),
    *("lchown", "mkfifo", "mknod", "nice", "pread", "setsid", "setuid", "sysconf", "uname"),
    *("O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY", "startfile"),
}
PROGRAMS: Final = {"run", "Popen", "check_output"}
SIGNALS: Final = {"SIGKILL", "SIGHUP", "SIGALRM", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGQUIT"}


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            of = node.func
            yield of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", ""), node


def _words(call: ast.Call) -> set[str | None]:
    return {word.arg for word in call.keywords}


def _mode(call: ast.Call, name: str) -> str:
    """How a file is opened; open() has its mode second, and a path's open() first."""
    given = [word.value for word in call.keywords if word.arg == "mode"]
    place = 0 if isinstance(call.func, ast.Attribute) and name == "open" else 1
    given += call.args[place : place + 1]
    return str(given[0].value) if given and isinstance(given[0], ast.Constant) else "r"


def faults(text: str) -> list[str]:
    """What of a module leans on one system."""
    tree = ast.parse(text)
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Try | ast.With | ast.If)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    return [
        *(fault for node in ast.walk(tree) if id(node) not in guarded for fault in _named(node)),
        *(fault for name, call in _calls(tree) for fault in _opened(name, call)),
    ]


def _named(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names if alias.name in MODULES)
        case ast.ImportFrom(module=module) if module in MODULES:
            yield str(module)
        case ast.Attribute(value=ast.Name(id="os"), attr=name) if name in OS_NAMES:
            yield f"os.{name}"
        case ast.Attribute(value=ast.Name(id="signal"), attr=name) if name in SIGNALS:
            yield f"signal.{name}"
        case ast.Constant(value=str(words)) if re.match(r"/(tmp|dev|proc|etc|usr|var)(/|$)", words):
            yield words
        case ast.Constant(value=str(words)) if re.search(r"%-[dmHIMSjy]", words):
            yield words


def _of_file(call: ast.Call) -> bool:
    """Whether an open() opens a file of text or bytes, and no workbook, archive or handle."""
    of = call.func
    owner = ast.unparse(of.value) if isinstance(of, ast.Attribute) else ""
    return owner != "os" and not re.search("archive|zip|tar|pdfplumber|book", owner)


def _opened(name: str, call: ast.Call) -> Iterator[str]:
    line = f"{name} in line {call.lineno}"
    if name in {"read_text", "write_text"}:
        place = 0 if name == "read_text" else 1
        if len(call.args) <= place and "encoding" not in _words(call):
            yield f"{line}: no encoding"
        if name == "write_text" and "newline" not in _words(call):
            yield f"{line}: no newline"
    elif name in {"open", "fdopen"} and _of_file(call):
        mode = _mode(call, name)
        if "b" not in mode and "encoding" not in _words(call):
            yield f"{line}: no encoding"
        if "b" not in mode and set("wax+") & set(mode) and "newline" not in _words(call):
            yield f"{line}: no newline"
    elif name in PROGRAMS and "text" in _words(call) and "encoding" not in _words(call):
        yield f"{line}: no encoding"


def test_a_module_leans_on_no_system() -> None:
    for source in SOURCES:
        assert faults(source.read_text("utf-8")) == [], source


LEANING: Final = {
    "import fcntl": ["fcntl"],
    "from pwd import getpwuid": ["pwd"],
    "import os\nos.fork()": ["os.fork"],
    "import signal\nsignal.SIGKILL": ["signal.SIGKILL"],
    "x = '/proc/a'": ["/proc/a"],
    "d.strftime('%-d %B')": ["%-d %B"],
    "p.read_text()": ["read_text in line 1: no encoding"],
    "p.write_text('a', 'utf-8')": ["write_text in line 1: no newline"],
    "open('a', 'w', encoding='utf-8')": ["open in line 1: no newline"],
    "p.open()": ["open in line 1: no encoding"],
    "subprocess.run(['git'], text=True)": ["run in line 1: no encoding"],
    "p.open('rb')\nopen('a', 'wb')\np.read_text('utf-8')": [],
    "try:\n    import fcntl\nexcept ImportError:\n    pass": [],
}


@pytest.mark.parametrize("text", LEANING)
def test_what_leans_on_a_system_is_found(text: str) -> None:
    assert faults(text) == LEANING[text]


NAMES: Final = [
    *("CON", "nul", "COM1", "LPT9", "aux.1", "PRN.", "CONIN$"),
    *("C:1", "a\\b", "a/b", "a:b", "1?", "a*", '"1"', "<1>", "a|b", "1. ", " 1", "..", "1.2"),
]


@pytest.mark.parametrize("ref", NAMES)
def test_the_files_of_any_ref_have_names_that_windows_takes(ref: str) -> None:
    for name in (action_file_name(ref, ref), area_folder_name(ref, ref)):
        assert is_safe_name(name)
        assert not set(name) & set('<>:"/\\|?*')
