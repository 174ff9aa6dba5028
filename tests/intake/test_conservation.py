"""Every word of a paper ends in the plan or in the report, counted from what was written."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imported import WHOLE, imported, lines, table, words_in, words_out
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.read.formats import read_paper
from planctl.intake.read.paper import Paper, PaperCell, PaperLine, PaperRow, Paragraph

PAPERS: Final[dict[str, Paper]] = {
    "merged": table(
        """
        Area | Ref | Action | Lead | By when | RAG | Comments
        Safety | 1 | Train staff // Check it | AD & SM QA | 31 Mar 2024 | G | COMPLETE - all done
        ^ | 2 | Audit records | ^ | ^ | A #FFC000 | 12/02/2024: half done
        ^ | ^ | and again | | | |
        Learning | 3 | Share lessons | Head of Learning | Spring | 3 | evidence.pdf
        """
    ),
    "no header": table(
        """
        CP1 | Write a new procedure for core groups | AD Safeguarding | Jan 2024 | Green
        CP2 | Train every social worker in the new procedure by summer | SM QA | Feb 2024 | Red
        2 (i) | Audit the use of the new procedure every month | SM QA; AD | ongoing | A
        """
    ),
    "prose": [
        *lines(
            """
            # A council
            # The improvement plan
            V1.2, May 2024
            ## Vision
            Every child is safe.
            ## Glossary
            SM - Service Manager
            Quality Assurance will be referred to as QA within this document.
            This explains nothing that is known
            ## Governance
            The Improvement Board meets monthly.
            ## Priority 1: Practice
            Practice is good.
            """
        ),
        *table(
            """
            What will we do? | Who & when | RAG Jan 24 | RAG 12/02/24 | Zebra
            Visit | Jane Smith, 3 May 2024 | R | Green | stripes
            """
        ),
        *lines("Page 3 of 4\nA note below the table"),
    ],
    "two header rows": table(
        """
        No | What | < | RAG | < | When | <
        ^ | Action | Outcome | Progress | Impact | Start | End
        1 | Do | Good | Red | n/a | Jan 2024 | 3/25/2024
        2 | Do more | Better | Amber/Green | Blue | 2/1/2024 | TBC
        """
    ),
    "ticks": table(
        """
        Ref | Task | Owner | Deadline | Red | Amber | Green | Evidence | Milestones
        1 | Do | All staff | 1/2/2024 (draft) | x | | | Audit of files | Draft by 1 May 2024
        1 | more of it | SRO | 2/2/2024 | | maybe | ✓ | [Survey](https://example.org/a) | Final
        """
    ),
    "rating key": [
        *lines("1 = Red\n2 = Amber"),
        *table("Ref | Action | RAG\n1 | Do | 1\n2 | Do | 4"),
    ],
    "shared refs": [
        *table(
            "Ref | Update | By when | RAG\n1 | Begun | 3 May 2024\n7 | Lost | TBC | #FF0000",
            "table 1",
        ),
        *table(
            """
            Ref | Action | Lead | By when | RAG
            1 | Train staff | AD | 4 May 2024 | G
            1 | Audit records | SM | 5 May 2024 | A
            2 | Check it | AD | | R
            3 | | SM | 6 May 2024 | R
            4 | Learn | AD | | R
            2 | Again | AD | Feb | R
            """,
            "table 2",
        ),
    ],
    "findings": [
        *lines("Findings\nLeaders do not know their services."),
        *table(
            """
            Ref | Recommendation | Action | Dependencies
            1 | Plans are weak // and late | Do | 2, 3
            2 | ^ | Do | Housing
            3 | Plans are weak // and late | Do | none
            4 | 1 | Do | 1
            5 | Leaders do not know their services | Do | 5
            6 | n/a | Do |
            """
        ),
    ],
    "nothing known": table("Apples | Pears\n1 | 2"),
}


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize(
    "asked", [ImportOptions(), ImportOptions(year=2024, month_first=True)], ids=["", "us"]
)
def test_no_word_of_a_paper_is_lost_or_doubled(name: str, asked: ImportOptions) -> None:
    assert words_out(imported(PAPERS[name], asked)) == words_in(PAPERS[name])


@pytest.mark.parametrize("year", [None, 2026])
def test_no_word_of_a_whole_paper_is_lost_or_doubled(year: int | None) -> None:
    whole = read_paper(WHOLE.name, WHOLE.read_bytes())
    assert words_out(imported(whole, ImportOptions(year=year))) == words_in(whole)


_HOSTILE: Final = (
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "a | b",
    "=cmd()",
    "](javascript:x)",
    "bell \x07 bell",
    "<<<<<<< HEAD",
    "- item",
    "key: value # no comment",
    "'quoted\"",
    "---",
    "%YAML",
    "&anchor *alias !tag",
    "NO",
    "1.10",
    "null",
    "\u00a0wide\u2003spaces\u2028here",
    "Ω≈ç √ 漢字 🙂",
)
_PIECES: Final = st.one_of(
    st.sampled_from(
        (
            *_HOSTILE,
            *("1.1", "1.2", "CP1", "2 (i)", "Area 2: Practice", "Glossary", "QA – quality", ""),
            *(
                "Ref",
                "Action",
                "Lead",
                "By when",
                "RAG",
                "Lead and timescale",
                "Comments",
                "Status",
            ),
            *("AD & SM QA Jan 2024", "SM QA, Feb Board", "29/02/2024", "3/25/24", "Q3 2023/24"),
            *("Green", "R", "3", "x", "Completed.", "COMPLETE - done", "12/02/24 - met", "TBC"),
            *("a sentence that is left open", "Another one that ends.", "May 2024; June 2024"),
            *("Completed 30/09/2025", "30/09/2025 - closed", "Reviewed 1 Oct 2025; due tbc"),
            *("AD, not before 1 April 2026", "AD 31/12/2025 (was 30/09/2025)", "Mostly done"),
            *("14/10/2025", "31/11/2025", "Update 14/10/2025: c", "05-Nov-25 d", "No progress"),
            *("TBC / Head of HR", "Lead: Head of SEND", "HoS, HR, DCO", "Update Sept 2025"),
            *("Version 3.1 | Last updated 4 June 2024", "=F2", "Draft by 3 May 2024"),
        )
    ),
    st.text(max_size=30),
)
_CELLS: Final = st.builds(
    lambda texts, shade, above, left: PaperCell(
        tuple(Paragraph(" ".join(text.split()), at % 2 == 1) for at, text in enumerate(texts)),
        shade,
        of_above=above and not texts,
        of_left=left and not texts,
    ),
    st.lists(_PIECES, max_size=3),
    st.sampled_from(("", "FF0000", "00B050", "FFFFFF", "nonsense")),
    st.booleans(),
    st.booleans(),
)
_ROWS: Final = st.builds(
    lambda cells, name, header: PaperRow(f"{name} row", tuple(cells), name, header),
    st.lists(_CELLS, min_size=1, max_size=8),
    st.sampled_from(("table 1", "table 2", "sheet A", "sheet B")),
    st.booleans(),
)
_LINES: Final = st.builds(
    lambda text, level, beside: PaperLine("line", " ".join(text.split()), level, beside=beside),
    _PIECES,
    st.integers(0, 2),
    st.sampled_from(("", "", "", "page header", "comment", "text box", "embedded file")),
)
_HEADS: Final = st.permutations(
    ["Ref", "Actions", "Impact", "Measure", "Reporting", "Lead", "Timescale", "Progress", "RAG"]
).map(
    lambda heads: PaperRow(
        "head", tuple(PaperCell((Paragraph(each),)) for each in heads), "table 1"
    )
)


@given(st.lists(st.one_of(_ROWS, _ROWS, _LINES, _HEADS), max_size=14), st.booleans())
def test_no_word_of_any_paper_is_lost_or_doubled(
    parts: list[PaperLine | PaperRow],
    first: bool,  # noqa: FBT001 - hypothesis gives it so
) -> None:
    asked = ImportOptions(year=2024, month_first=True) if first else ImportOptions()
    assert words_out(imported(parts, asked)) == words_in(parts)
