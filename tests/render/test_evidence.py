"""The index of a folder of evidence, before real checkers and with hostile text."""

import re
from functools import partial
from pathlib import Path
from typing import Final

import pytest

import checker
from fill import Filler, filled
from make import AS_AT, put, small_plan
from page import Page
from paper import scene_of
from planctl.assess.scene import Scene
from planctl.load.source import fingerprint, holds_file
from planctl.render.evidence import EvidenceScope, evidence_copies, evidence_index
from planctl.render.template import print_page

pytestmark = pytest.mark.slow

HOSTILE: Final = (
    "<script>alert(1)</script></td></tr> {{ 7*7 }} ![x](javascript:a) http://e.example =cmd() "
    "<!-- &lt; \"onclick='a' || \u202e" + "unbroken" * 20 + "\n</div>"
)


def _page(root: Path) -> str:
    scene = scene_of(root)
    found = evidence_copies(_whole(scene), partial(holds_file, root))
    placed = {key: (copy, fingerprint(root, copy.source)) for key, copy in found.items()}
    made = evidence_index(scene, _whole(scene), placed, "planctl")
    return print_page("evidence", scene.plan, index=made)


def _whole(scene: Scene) -> EvidenceScope:
    front = scene.plan.plan
    findings = front.findings if front else ()
    return EvidenceScope("The whole plan", scene.judged, findings, is_whole=True)


def _hostile(root: Path) -> Path:
    filler = Filler(lambda path: HOSTILE[:20] if path == "plan.title" else HOSTILE, lambda _: "<b>")
    return put(filled(root, filler), {HOSTILE.replace("/", "")[:99]: "A file"})


@pytest.mark.usefixtures("checkers")
def test_the_index_is_valid_and_open_to_everyone_whatever_it_says(tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(_page(_hostile(tmp_path / "plan")), "utf-8")
    assert checker.html_validate(file) == []
    assert checker.axe(file) == []


def test_nothing_in_the_index_comes_from_a_text(tmp_path: Path) -> None:
    made = Page(_page(_hostile(tmp_path)))
    assert made.others == ["DOCTYPE html"]
    assert not any(name == "script" for name, _ in made.parts)


def test_a_finding_leads_to_the_evidence_of_the_actions_that_have_any(tmp_path: Path) -> None:
    answers = "status: in progress\nfindings: [core-groups]\n"
    piece = "evidence: [{title: A, kind: data, date: 2024-03-01, shows: B, url: a}]\n"
    small_plan(
        tmp_path,
        f'ref: "1.1"\ntitle: First\n{answers}{piece}',
        **{"areas__1-practice__1.2-second": f'ref: "1.2"\ntitle: Second\n{answers}'},
    )
    scene = scene_of(tmp_path)
    [finding] = evidence_index(scene, _whole(scene), {}, "planctl").findings
    assert [(link.ref, link.anchor) for link in finding.actions] == [
        ("1.1", "action-0-0-1-1"),
        ("1.2", ""),
    ]


def test_a_file_gets_a_name_that_every_system_takes(tmp_path: Path) -> None:
    names = ("con.txt", "a" * 120 + ".pdf", "\u00c9t\u00e9 & co.txt", "\u4e2d" * 70 + ".txt")
    pieces = ", ".join(f'{{title: A, kind: data, file: "evidence/{name}"}}' for name in names)
    action = f'ref: "2 (i)/x"\ntitle: A\nevidence: [{pieces}]\n'
    files = {f"evidence/{name}": "A" for name in names}
    root = put(tmp_path, {"plan.yaml": "title: A\norganisation: B\n", **files})
    put(root, {"areas/1-a/2 (i)-x.yaml": action})
    found = evidence_copies(_whole(scene_of(root)), partial(holds_file, root))
    folders, made = zip(*(each.target.split("/") for each in found.values()), strict=True)
    assert folders == ("action-2-i-x",) * 4
    assert made[0] == "01-con.txt"
    assert made[1].endswith("a.pdf")
    assert made[2] == "03-\u00c9t\u00e9-co.txt"
    assert max(len(name.encode()) for name in made) == 83


def test_an_action_with_two_pieces_of_one_name_keeps_both(tmp_path: Path) -> None:
    pieces = ", ".join(f"{{title: A, kind: data, file: {n}/a.txt}}" for n in "xyX")
    root = put(tmp_path, {f"{n}/a.txt": n for n in "xyX"})
    put(root, {"areas/1-a/1.1-b.yaml": f'ref: "1.1"\ntitle: A\nevidence: [{pieces}]\n'})
    found = evidence_copies(_whole(scene_of(root)), partial(holds_file, root))
    assert [each.target for each in found.values()] == [f"action-1.1/0{n}-a.txt" for n in (1, 2, 3)]


def test_what_is_held_stands_before_what_is_missing(tmp_path: Path) -> None:
    action = "ref: '1.1'\ntitle: A\nevidence: [{title: A, kind: data}]\n"
    root = put(tmp_path, {"plan.yaml": "title: A\norganisation: B\n"})
    page = _page(put(root, {"areas/1-a/1.1-b.yaml": action}))
    _, *headings = (part.partition("<")[0] for part in re.split(r"<h[12][^>]*>", page))
    assert headings == ["Evidence: A", "Evidence by action", "What is missing"]
    assert '<a href="#missing-h">3 things are missing.</a>' in page


def test_the_day_of_the_index_is_the_day_of_the_judgement(tmp_path: Path) -> None:
    root = put(tmp_path, {"plan.yaml": "title: A\norganisation: B\n"})
    assert AS_AT.year == 2024
    assert "as at 13 March 2024" in _page(root)
