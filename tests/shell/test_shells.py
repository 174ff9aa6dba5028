"""The lines of planctl completion, in the shells themselves."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import Final

import pytest
from make import OUR_PLAN, PATIENCE
from running import planctl

from planctl.cli.completion import Shell

pytestmark = pytest.mark.slow

BIN: Final = str(Path(sys.executable).parent)


def said(shell: str, script: str) -> str:
    """What a script prints in a shell that has read no file of this machine's."""
    if not which(shell):
        if os.environ.get("CI"):
            pytest.fail(f"NOT CHECKED: {shell} is missing; tests/checkers/setup installs it")
        pytest.skip(f"{shell} is not on this machine")
    bare = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    path = os.pathsep.join((BIN, os.environ["PATH"]))
    hidden = {"PLANCTL_PLAN", "PLANCTL_AS_AT"}
    ours = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(  # noqa: S603 - a script of our own
        [shell, *bare, "-c", script],
        cwd=OUR_PLAN.parent,
        env={**ours, "PATH": path, "PLANCTL_PLAN": str(OUR_PLAN), "TERM": "dumb"},
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("planctl sho", "[show]"),
        ("planctl show 1.1", "[1.1]"),
        ("planctl status --lead SM\\\\\\ Q", "[SM\\ QA]"),
        ("planctl status --lead '\"SM Q'", "[SM QA]"),
        ("planctl status --lead = SM\\\\\\ Q", "[SM\\ QA]"),
        ("planctl status --rag gre", "[green][grey]"),
        ("planctl check --baseline RE", ""),
    ],
)
def test_bash_completes_words_and_quotes_them(words: str, found: str) -> None:
    script = (
        "source <(planctl completion bash)\n"
        f"COMP_WORDS=({words})\n"
        "COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))\n"
        "_planctl planctl\n"
        'for word in "${COMPREPLY[@]}"; do printf "[%s]" "$word"; done\n'
    )
    assert said("bash", script) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("planctl show 1.1", "1.1\tA more effective QA framework\n"),
        ("planctl status --lead 'SM Q", "SM QA\tService Manager, Quality Assurance\n"),
        ("planctl status --rag gre", "green\ngrey\n"),
        ("planctl check --baseline READM", "README.md\n"),
    ],
)
def test_fish_completes_words_and_files(line: str, found: str) -> None:
    script = f'planctl completion fish | source; complete -C "{line}"'
    assert said("fish", script) == found


# At a terminal of its own, as zsh completes nowhere else; each line is wiped after its Tab.
ZSH: Final = r"""
zmodload zsh/zpty
zpty z 'TERM=dumb PS1= zsh -f -i'
zpty -w z 'autoload -U compinit; compinit -u -D; source <(planctl completion zsh); echo rea""dy'
zpty -r z out '*ready*'
zpty -n -w z "$LINE"$'\t'
zpty -r z out "*$FOUND*"
print -r -- "found"
zpty -d z
"""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("planctl show 1.1", "show 1.1 "),
        ("planctl measure show agency", "agency-rate "),
        (f"planctl show --plan '{OUR_PLAN}' 1.1", "1.1 "),
        ("planctl status --lead SM\\\\ Q", "SM\\\\ QA "),
        ("planctl check --baseline READM", "README.md "),
    ],
)
def test_zsh_completes_words_and_files(line: str, found: str) -> None:
    script = f'LINE="{line}"\nFOUND="{found}"\n{ZSH}'
    assert said("zsh", script) == "found\n"


@pytest.mark.parametrize("shell", Shell)
def test_the_lines_for_a_shell_ask_planctl_by_its_name(shell: Shell) -> None:
    ran = planctl("completion", shell)
    assert ran.code == 0
    assert "_PLANCTL_COMPLETE" in ran.out
    assert shell in ran.out
    assert "_PLANCTL_WORD" in ran.out
