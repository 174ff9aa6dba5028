"""Templates of the plan's own are printed in a process of their own, within limits."""

import sys
from itertools import chain
from pathlib import Path

import pytest

from make import put, small_plan
from paper import pack_of
from planctl.render import template as template_module
from planctl.render.pack.build import Pack
from planctl.render.template import PackFormat, TemplateFault, print_own_template, print_pack

pytestmark = pytest.mark.slow

LESS = "let it do less: docs/templates.md says how much a template may take"
MEMORY = "the template own.j2, line 1: it needs more than 2 GB of memory"
GREEDY = {
    "a text times a number": "{{ 'a' * 10000000000 }}",
    "a list times a number": "{{ [1] * 10**10 }}",
    "a wide figure": "{{ '%0999999999999d' % 1 }}",
    "a wide text": "{{ '{:>9999999999}'.format(1) }}",
    "a wide filter": "{{ 'x' | center(9999999999) }}",
    "doubling": (
        "{% set n = namespace(s='k') %}"
        "{% for i in range(40) %}{% set n.s = n.s ~ n.s %}{% endfor %}"
    ),
}
ENDLESS = {
    "loops": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "one sum": "{{ 10 ** (10 ** 9) }}",
    "words of Jinja's own": "{{ lipsum(n=1000000) }}",
}


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """A small pack."""
    return pack_of(small_plan(tmp_path / "plan", "ref: 1.1\ntitle: First\n"))


def _refused(text: str, pack: Pack, folder: Path) -> tuple[str, str]:
    template = put(folder, {"own.j2": text}) / "own.j2"
    with pytest.raises(TemplateFault) as fault:
        print_own_template(template, pack, PackFormat.HTML)
    return fault.value.message, fault.value.hint


@pytest.mark.parametrize("form", PackFormat)
def test_it_prints_what_is_printed_without_limits(
    form: PackFormat, pack: Pack, tmp_path: Path
) -> None:
    template = put(tmp_path, {"own.j2": "{{ pack.cover.title }}: {{ pack.footer }}"}) / "own.j2"
    assert print_own_template(template, pack, form) == print_pack(pack, form, template)


def test_a_fault_is_named_as_without_limits(pack: Pack, tmp_path: Path) -> None:
    message, hint = _refused("\n{{ pack.cover.no }}", pack, tmp_path)
    assert message.startswith("the template own.j2, line 2: ")
    assert hint == "docs/templates.md lists what a template can print"


@pytest.mark.skipif(sys.platform != "linux", reason="no other system holds a process to it")
@pytest.mark.parametrize("text", GREEDY.values(), ids=GREEDY)
def test_one_that_fills_the_memory_is_stopped(
    text: str, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_module, "TEMPLATE_SECONDS", 300)
    assert _refused(text, pack, tmp_path) == (MEMORY, LESS)


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_one_that_does_not_end_is_stopped(
    text: str, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_module, "TEMPLATE_SECONDS", 1)
    assert _refused(text, pack, tmp_path) == ("the template took more than 1 second", LESS)


def test_one_that_prints_without_measure_is_refused(pack: Pack, tmp_path: Path) -> None:
    message = "the template prints more than 50 million characters"
    assert _refused("{{ 'a' * 50000001 }}", pack, tmp_path) == (message, LESS)


def test_that_the_system_stopped_it_is_said(
    pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(template_module, "_print_in_child", chain)  # which ends, and says nothing
    message = "the template ended the program that printed it"
    assert _refused("", pack, tmp_path) == (message, LESS)
