"""Templates: the plan's own or planctl's, in a sandbox, with faults in plain words."""

from pathlib import Path

import pytest

from make import SMALL, put, small_plan
from paper import pack_of
from planctl.render import template_folder
from planctl.render.pack.build import Pack
from planctl.render.template import PackFormat, TemplateFault, print_pack

BOTH = pytest.mark.parametrize("form", PackFormat)


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """A pack with a title that both formats have to escape."""
    title = 'title: A & "B" <i>*c*</i>\norganisation: CP team\n'
    files = {**SMALL, "plan.yaml": title, "glossary.yaml": "CP: Child protection\n"}
    return pack_of(put(tmp_path / "plan", files))


def own(tmp_path: Path, text: str | bytes, name: str = "own.j2") -> Path:
    """A template of the plan's own."""
    return put(tmp_path, {name: text}) / name


@pytest.mark.parametrize(
    ("text", "html", "markdown"),
    [
        (
            "{{ pack.cover.title }}",
            "A &amp; &#34;B&#34; &lt;i&gt;*c*&lt;/i&gt;",
            'A &amp; "B" &lt;i&gt;\\*c\\*&lt;/i&gt;',
        ),
        (
            "{{ pack.cover.title | words }}",
            'A &amp; "B" &lt;i&gt;*c*&lt;/i&gt;',
            'A &amp; "B" &lt;i&gt;\\*c\\*&lt;/i&gt;',
        ),
        (
            "{{ pack.cover.title | prose }}",
            'A &amp; "B" &lt;i&gt;<em>c</em>&lt;/i&gt;',
            'A &amp; "B" &lt;i&gt;*c*&lt;/i&gt;',
        ),
        (
            "{{ pack.cover.organisation | words }}",
            '<abbr title="Child protection">CP</abbr> team',
            "CP team",
        ),
        ("{{ pack.asks | length }}", "0", "0"),
        ("<b>{{ '|' ~ pack.footer[-8:] }}</b>", "<b>|planctl.</b>", "<b>\\|planctl.</b>"),
    ],
)
def test_what_is_printed_is_escaped_for_its_format(
    text: str, html: str, markdown: str, pack: Pack, tmp_path: Path
) -> None:
    template = own(tmp_path, text)
    assert print_pack(pack, PackFormat.HTML, template) == html
    assert print_pack(pack, PackFormat.MD, template) == markdown


def test_a_template_marks_the_glossary_of_the_plan_that_it_is_printed_for(
    pack: Pack, tmp_path: Path
) -> None:
    template = own(tmp_path, "{{ 'CP' | words }}{{ 'CP' | prose }}")
    assert print_pack(pack, PackFormat.HTML, template).count("Child protection") == 2
    other = pack_of(small_plan(tmp_path / "other"))
    assert print_pack(other, PackFormat.HTML, template) == "CPCP"


@BOTH
def test_a_template_may_include_a_neighbour_and_the_style_of_planctl(
    form: PackFormat, pack: Pack, tmp_path: Path
) -> None:
    put(tmp_path, {"foot.txt": "Foot"})
    template = own(tmp_path, "{% include 'foot.txt' %}{% include 'board.css' %}")
    made = print_pack(pack, form, template)
    assert made == f"Foot{(template_folder() / 'board.css').read_text('utf-8')}"


@BOTH
def test_a_copy_of_the_built_in_template_prints_the_same(
    form: PackFormat, pack: Pack, tmp_path: Path
) -> None:
    template = own(tmp_path, (template_folder() / f"board.{form}.j2").read_bytes())
    assert print_pack(pack, form, template) == print_pack(pack, form)


FAULTS: dict[str, tuple[str, str]] = {
    "a field that is not there": (
        "a\n{{ pack.cover.tilte }}",
        "own.j2, line 2: 'Cover object' has no attribute 'tilte'",
    ),
    "a name that is not there": ("\n\n{{ pak }}", "own.j2, line 3: 'pak' is undefined"),
    "a field of nothing, in a test": (
        "{% if pack.nowhere %}x{% endif %}",
        "own.j2, line 1: 'Pack object' has no attribute 'nowhere'",
    ),
    "a block that is not closed": (
        "a\n{% if pack %}",
        (
            "own.j2, line 2: Unexpected end of template. Jinja was looking for the following tags: "
            "'elif' or 'else' or 'endif'. The innermost block that needs to be closed is 'if'."
        ),
    ),
    "a filter that is not there": (
        "\n{{ pack.footer | bold }}",
        "own.j2, line 2: No filter named 'bold'.",
    ),
    "a filter of another kind": (
        "{{ pack | prose }}",
        "own.j2, line 1: expected string or bytes-like object, got 'Pack'",
    ),
    "a sum that has no answer": ("\n{{ 1 / 0 }}", "own.j2, line 2: division by zero"),
    "a macro without an end": (
        "{% macro a() %}{{ a() }}{% endmacro %}\n{{ a() }}",
        "own.j2, line 1: something in it calls itself without an end",
    ),
    "a neighbour that is not there": (
        "\n{% include 'nowhere.css' %}",
        "own.j2, line 2: there is no “nowhere.css” beside it",
    ),
    "a file of somewhere else": (
        "{% include '../secret.txt' %}",
        "own.j2, line 1: there is no “../secret.txt” beside it",
    ),
    "a neighbour with a fault": (
        "\n\n{% include 'faulty.txt' %}",
        "faulty.txt, line 2: 'x' is undefined",
    ),
    "a neighbour that cannot be read": (
        "{% include 'broken.txt' %}",
        "broken.txt, line 2: Expected an expression, got 'end of statement block'",
    ),
    "the classes behind the values": (
        "a\n{{ pack.__class__.__mro__ }}",
        "own.j2, line 2: access to attribute '__class__' of 'Pack' object is unsafe.",
    ),
    "the classes by a format": (
        "{{ '{0.__class__}'.format(pack) }}",
        "own.j2, line 1: access to attribute '__class__' of 'Pack' object is unsafe.",
    ),
    "the globals of a function": (
        "{{ cycler.__init__.__globals__ }}",
        "own.j2, line 1: access to attribute '__init__' of 'type' object is unsafe.",
    ),
    "a change of a value": (
        "{{ pack._replace(footer='x') }}",
        "own.j2, line 1: access to attribute '_replace' of 'Pack' object is unsafe.",
    ),
    "work without an end": (
        "{% for n in range(999999999) %}x{% endfor %}",
        "own.j2, line 1: Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000).",
    ),
}


@BOTH
@pytest.mark.parametrize(("text", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_a_template_is_named_with_its_line(
    text: str, words: str, form: PackFormat, pack: Pack, tmp_path: Path
) -> None:
    put(tmp_path, {"secret.txt": "x"})
    put(tmp_path / "own", {"faulty.txt": "a\n{{ x }}", "broken.txt": "\n{% if %}"})
    template = own(tmp_path / "own", text)
    with pytest.raises(TemplateFault) as fault:
        print_pack(pack, form, template)
    assert str(fault.value) == f"the template {words}"


def test_a_template_that_is_not_utf8_is_refused(pack: Pack, tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match=r"^the template own\.j2: it is not UTF-8 text$"):
        print_pack(pack, PackFormat.HTML, own(tmp_path, b"\xff"))


@BOTH
def test_the_text_of_a_plan_is_never_run_as_a_template(form: PackFormat, tmp_path: Path) -> None:
    root = small_plan(tmp_path, "ref: 1.1\ntitle: '{{ 7*7 }}{% include \"board.css\" %}'\n")
    made = print_pack(pack_of(root), form, own(tmp_path, "{{ pack.areas[0].rows[0].link.title }}"))
    assert "49" not in made
    assert "7" in made
    assert "include" in made
