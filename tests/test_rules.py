"""Each rule by its own example: the marked lines and the lines found for it are the same set.

An example is a file or a folder of tests/rules, named CODE_rule_name and laid over a small plan.
A rule that takes an earlier state of the plan to see has that in a folder `before` within its own.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from make import ACTION_PATH, AS_AT, SMALL, put
from paper import scene_of
from planctl.assess.change.comparison import MisdatedCommit
from planctl.model.problem import Problem, Rule
from planctl.render.problem import CheckReport, problems_text
from planctl.workspace.plan import Hindsight, Review, all_rules, open_workspace, review_plan

EXAMPLES: Final = Path(__file__).parent / "rules"
EXPECTED: Final = "expected.txt"  # path:line CODE, where a mark cannot stand
BEFORE: Final = "before"  # the folder of an example's earlier state
AREA: Final = "areas/1-practice"

# Examples that git, an editor or a hook would spoil are made here.
MADE: Final[Mapping[str, Mapping[str, str | bytes]]] = {
    "F001": {
        ACTION_PATH: 'ref: "1.1"\ntitle: A file that is there\n',
        EXPECTED: f"{AREA}/1.2-moved.yaml:1 F001\n",
    },
    "F002": {
        ACTION_PATH: 'ref: "1.1"\ntitle: Café and £ in UTF-8\n',
        f"{AREA}/1.2-latin.yaml": b'ref: "1.2"\ntitle: Caf\xe9 #! F002\n',
        f"{AREA}/1.3-utf-16.yaml": b"\xff\xfer\x00e\x00f\x00 #! F002\n",
    },
    "F003": {
        ACTION_PATH: 'ref: "1.1"\ntitle: ' + "a" * 999_981 + "\n",
        f"{AREA}/1.2-large.yaml": 'ref: "1.2" #! F003\ntitle: ' + "a" * 999_974 + "\n",
    },
    "F006": {
        ACTION_PATH: 'ref: "1.1"\ntitle: Within a line <<<<<<< is no mark\n',
        f"{AREA}/1.2-both.yaml": (
            'ref: "1.2"\n<<<<<<< HEAD #! F006\ntitle: Ours\n=======\ntitle: Theirs\n>>>>>>> main\n'
        ),
        f"{AREA}/1.3-left-over.yaml": 'ref: "1.3"\ntitle: Theirs\n>>>>>>> main #! F006\n',
    },
    "F011": {
        ACTION_PATH: b'\xef\xbb\xbfref: "1.1"\r\ntitle: As Windows writes it, a\xc2\xa0gap\r\n',
        f"{AREA}/1.2-tab.yaml": 'ref: "1.2"\ntitle:\tA tab #! F011\n',
        f"{AREA}/1.3-nul.yaml": 'ref: "1.3"\ntitle: A NUL\x00byte #! F011\n',
        f"{AREA}/1.4-cr.yaml": b'ref: "1.4" #! F011\rtitle: The line ends of old Macs\r',
        f"{AREA}/1.5-line.yaml": 'ref: "1.5"\ntitle: A line\u2028separator #! F011\n',
        f"{AREA}/1.6-paragraph.yaml": 'ref: "1.6"\ntitle: A paragraph\u2029separator #! F011\n',
        f"{AREA}/1.7-mark.yaml": 'ref: "1.7"\ntitle: A \ufeffmark in a text #! F011\n',
        f"{AREA}/1.8-control.yaml": 'ref: "1.8"\ntitle: Red\x1b[31m text #! F011\n',
    },
    "F013": {
        f"{AREA}/kept.txt": 'ref: "1.1"\ntitle: A link within the plan\n',
        EXPECTED: f"{AREA}/1.2-second.yaml:1 F013\nareas/2-linked:1 F013\n",
    },
    "F015": {
        f"{AREA}/1.1-First.yaml": 'ref: "1.1"\ntitle: First\n',
        f"{AREA}/1.1-first.yaml": 'ref: "1.1" #! F015\ntitle: First, or a copy of it\n',
        f"{AREA}/1.2-first.yaml": 'ref: "1.2"\ntitle: Another name\n',
    },
    "T337": {EXPECTED: "plan.yaml:1 T337\n"},
    "F017": {
        f"{AREA}/1.1-caf\u00e9 and \u00a3.yaml": 'ref: "1.1"\ntitle: Letters of any kind\n',
        os.fsdecode(b"areas/1-practice/1.2-\xff.yaml"): 'ref: "1.2"\ntitle: No UTF-8\n',
        f"{AREA}/1.3-\x1b[31m.yaml": 'ref: "1.3"\ntitle: A control character\n',
        f"{AREA}/1.4-a\nb.yaml": 'ref: "1.4"\ntitle: Two lines\n',
        f"{AREA}/1.5-\u202elmay.yaml": 'ref: "1.5"\ntitle: Turned round\n',
        f"{AREA}/1.6-a\\b.yaml": 'ref: "1.6"\ntitle: A backslash\n',
        "areas/2-\x07/2.1.yaml": 'ref: "2.1"\ntitle: In a folder of such a name\n',
        EXPECTED: (
            f"{AREA}/1.2-\\xff.yaml:1 F017\n"
            f"{AREA}/1.3-\\x1b[31m.yaml:1 F017\n"
            f"{AREA}/1.4-a\\x0ab.yaml:1 F017\n"
            f"{AREA}/1.5-\\u202elmay.yaml:1 F017\n"
            f"{AREA}/1.6-a\\\\b.yaml:1 F017\n"
            "areas/2-\\x07/2.1.yaml:1 F017\n"
        ),
    },
}
# What only git knows of an example.
MISDATED: Final = {
    "T337": (
        MisdatedCommit("1a2b3c4d", date(2030, 1, 1), "5e6f7a8b", date(2024, 3, 4)),
        MisdatedCommit("9c0d1e2f", date(2031, 1, 1)),
    ),
}
LINKS: Final[Mapping[str, Mapping[str, str]]] = {
    "F001": {f"{AREA}/1.2-moved.yaml": "moved.yaml"},
    "F013": {
        ACTION_PATH: "kept.txt",
        f"{AREA}/1.2-second.yaml": "../../../outside.yaml",
        "areas/2-linked": "../..",
    },
}


def _name(rule: Rule) -> str:
    return f"{rule.code}_{rule.name.replace('-', '_')}"


def _example(rule: Rule) -> Mapping[str, str | bytes]:
    """The files of a rule's example, by their path in the plan."""
    folder = EXAMPLES / _name(rule)
    if rule.code in MADE:
        return MADE[rule.code]
    if folder.is_dir():
        return {path: text for path, text in _inside(folder).items() if not _is_before(path)}
    return {ACTION_PATH: (EXAMPLES / f"{_name(rule)}.yaml").read_bytes()}


def _inside(folder: Path) -> Mapping[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _is_before(path: str) -> bool:
    return path.startswith(f"{BEFORE}/")


def _reviewed(rule: Rule, root: Path) -> Review:
    """The review of a rule's example, against its earlier state where it has one."""
    seen = review_plan(open_workspace(_laid_out(rule, root)).loaded, AS_AT)
    earlier = _inside(EXAMPLES / _name(rule) / BEFORE)
    looked_back = Hindsight(misdated=MISDATED.get(rule.code, ()))
    if not (earlier or looked_back.misdated):
        return seen
    before = scene_of(put(root.parent / f"{root.name}-{BEFORE}", {**SMALL, **earlier}))
    return seen.against(before, looked_back=looked_back)


def _laid_out(rule: Rule, root: Path) -> Path:
    put(root, {**SMALL, **_example(rule)})
    for path, target in LINKS.get(rule.code, {}).items():
        (root / path).symlink_to(target)
    return root


def _marked(code: str, root: Path) -> Iterator[str]:
    """The lines that are marked with a code, as path:line."""
    for file in (path for path in root.rglob("*.y*ml") if path.is_file()):
        for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
            if f"#! {code}".encode() in line:
                yield f"{file.relative_to(root).as_posix()}:{number}"
    expected = root / EXPECTED
    lines = expected.read_text("utf-8").splitlines() if expected.exists() else ()
    yield from (line.removesuffix(f" {code}") for line in lines if line.endswith(f" {code}"))


def _problems(rule: Rule, seen: Review) -> tuple[Problem, ...]:
    return tuple(problem for problem in seen.problems if problem.rule is rule)


def test_every_rule_has_one_example() -> None:
    made = [_name(rule) for rule in all_rules() if rule.code in MADE]
    files = [path.name.removesuffix(".yaml") for path in EXAMPLES.iterdir()]
    assert sorted([*made, *files]) == sorted(_name(rule) for rule in all_rules())


@pytest.mark.parametrize("rule", all_rules(), ids=_name)
def test_the_marked_lines_are_the_lines_found(rule: Rule, tmp_path: Path) -> None:
    root = tmp_path / "plan"
    seen = _reviewed(rule, root)
    places = [problem.place for problem in _problems(rule, seen)]
    found = [
        f"{place.path.removeprefix(f'{seen.loaded.folder}/')}:{place.line}" for place in places
    ]
    marked = sorted(_marked(rule.code, root))
    assert marked
    assert sorted(set(found)) == marked


def test_the_words_of_every_rule_are_those_that_were_agreed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Callable[[str, str], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    sheets = []
    for rule in all_rules():
        seen = _reviewed(rule, tmp_path / _name(rule))
        problems, actions = _problems(rule, seen), len(seen.scene.judged)
        sheet = CheckReport(problems, actions, AS_AT, seen.loaded.line_at, lambda text, _: text)
        sheets.append(problems_text(sheet))
    golden("rules.txt", "\n".join(sheets))
