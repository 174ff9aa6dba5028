"""Papers of every kind come in right, or are asked about, in whatever form they are kept."""

from collections.abc import Mapping
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imported import imported, read_back, table, words_in, words_out
from papers import KNOWN_WORDS, Sample, Score, samples, score, scores
from pdfs import Setting, pdf_of, table_pages
from planctl.intake.lexicon.field import heading_keys
from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import Paper, PaperRow

pytestmark = pytest.mark.slow

SAMPLES: Final = samples()
ASKED: Final = {("send", "PA1.1", "timescale")}  # a term without a calendar


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_a_paper_of_each_kind_comes_in_right(sample: Sample, form: str) -> None:
    found = scores(sample, form)
    open_ = {(sample.name, ref, key) for ref, key, _, fate, _ in found if fate is Score.ASKED}
    assert open_ == {place for place in ASKED if place[0] == sample.name}
    assert [each for each in found if each[3] not in {Score.RIGHT, Score.ASKED}] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_paper_comes_in_right_in_the_form_that_it_is_kept_in(sample: Sample) -> None:
    wrong = {Score.WRONG, Score.LOST}
    assert [each for each in scores(sample) if each[3] in wrong] == []


HEADINGS: Final[Mapping[str, list[str]]] = {
    key: sorted(words for words, named in heading_keys().items() if named == key)
    for key in {*heading_keys().values()}
}
AREAS: Final = ("Area 1: Practice", "Area 2: Learning")
COLOURS: Final = {"#FF0000": "red", "#00B050": "green", "G": "green"}
VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "leads": ("Head of Service", "Team Manager", "Director of Education", "Finance Manager"),
    "timescale": ("3 May 2026", "30/06/2026", "31 March 2027", "1 Sept 2026"),
    "progress_rag": ("Red", "Amber", "G", *COLOURS),
    "status": ("Not started", "In progress", "Complete"),
    "expected_impact": ("Children are seen sooner", "Fewer moves", "Families trust us"),
    "impact_measures": ("90% of audits are good", "10 days to a visit", "No case is lost"),
    "reporting": ("Quality board", "Scrutiny committee"),
    "progress": ("Two teams are trained", "The rota is drafted and agreed"),
}


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[list[str]], dict[str, dict[str, str]]]:
    """The rows of a table under headings that are known, and what each action is to hold."""
    wanted = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=2, unique=True))
    keys = draw(st.permutations(["ref", "actions", *wanted]))
    headings = [draw(st.sampled_from(HEADINGS[key])) for key in keys]
    zebra = draw(st.integers(0, len(keys)))  # where a column stands that nobody knows
    headings.insert(zebra, "Zebra")
    rows, right = [headings], {}
    has_bands = draw(st.booleans())
    for number in range(1, draw(st.integers(2, 6)) + 1):
        area = 1 + number // 4
        if has_bands and number in {1, 4}:
            rows.append([AREAS[area - 1], *["<"] * len(keys)])
        said = {"ref": f"{area}.{number}", "actions": f"Carry out the step that is number {number}"}
        said |= {key: draw(st.sampled_from(("", *VALUES[key]))) for key in wanted}
        right[said["ref"]] = {key: COLOURS.get(value, value) for key, value in said.items()}
        rows.append([said[key] for key in keys])
        rows[-1].insert(zebra, f"stripes {number}")
    return rows, right


def _pages(rows: list[list[str]], at: int, *, repeats: bool) -> Paper:
    """A table that is cut after some of its rows, its header above the rest once more or not."""
    texts = [" | ".join(row) for row in rows]
    rest = [*texts[:1] * repeats, *texts[at:]]
    return [*table("\n".join(texts[:at])), *(table("\n".join(rest), "table 2") if rest else ())]


@given(plans(), st.integers(2, 4), st.booleans())
def test_under_known_headings_every_value_is_in_its_place_or_asked(
    plan: tuple[list[list[str]], dict[str, dict[str, str]]],
    at: int,
    repeats: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    rows, right = plan
    paper = _pages(rows, at, repeats=repeats)
    found = imported(paper)
    files = read_back(found)
    for ref, said in right.items():
        for key, value in ((key, value) for key, value in said.items() if value):
            assert score(found, files, (ref, key, value))[0] in {Score.RIGHT, Score.ASKED}
    assert words_in(paper) <= words_out(found)


@given(plans(), st.sampled_from([6, 8, 11]), st.booleans())
def test_a_table_says_the_same_in_a_pdf(
    plan: tuple[list[list[str]], dict[str, dict[str, str]]],
    size: int,
    repeats: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    rows, _ = plan
    text = "\n".join(" | ".join(row) for row in rows)
    page = (842, 260)  # so short that a table goes over several
    setting = Setting(
        [760 / len(rows[0])] * len(rows[0]), size, page, repeats=repeats, breaks=False
    )
    found = read_paper("plan.pdf", pdf_of(*table_pages(text, setting)), KNOWN_WORDS)
    cells = [part.cells for part in found if isinstance(part, PaperRow)]
    assert cells == [part.cells for part in table(text) if isinstance(part, PaperRow)]
