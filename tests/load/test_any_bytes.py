"""No bytes whatsoever, and no mangled action file, make the reader raise or hang."""

import tempfile
from pathlib import Path
from time import process_time
from typing import Final

from hypothesis import given
from hypothesis import strategies as st
from make import OUR_PLAN, loaded, small_plan, spots

[REAL_FILE] = OUR_PLAN.glob("areas/1*/1.1*.yaml")
REAL = REAL_FILE.read_bytes()
CHUNKS = (
    *(b"\t", b"\x00", b"\r", b"\xff", b"\xef\xbb\xbf", b"\xc2\xa0", b"\xe2\x80\x9c"),
    *(b"[", b"]", b"{", b"}", b"- ", b"-", b": ", b"? ", b",", b"#", b"\n", b"  ", b"\n\n"),
    *(b"&a ", b"*a", b"!t ", b"!!int ", b"%x\n", b"---\n", b"...\n", b"|\n", b">-\n", b"@"),
    *(b"'", b'"', b"\\", b'"\\x', b"<<: ", b"<<<<<<< HEAD\n", b"~", b"null", b"evidence:\n"),
    *(b"- file: x\n", b'"\\0"', b'"\\uD800"', b"\xf0\x9f\x98\x80", b"[" * 40, b"link: {words: ["),
)
MOST: Final = 2.0  # seconds of processor time, which a busy machine does not spend on this


def load_with(data: bytes) -> list[str]:
    """Load a plan with this action beside a sound one, and find what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        beside = {"areas__1-practice__1.2-sound": "ref: 1.2\ntitle: Sound\n"}
        root = small_plan(Path(folder), data or b" ", **beside)
        began = process_time()
        found = loaded(root)
        assert process_time() - began < MOST
        assert "1.2" in [action.ref for _, action in found.plan.actions]
        lines = [found.line_at(problem.place) for problem in found.problems]
        assert not any("\n" in line for line in lines)
        return spots(found)


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """The real file with some of it deleted, doubled, moved, or with something put in."""
    data = REAL
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = start + draw(st.integers(0, 80))
        put_in = draw(st.sampled_from((b"", data[start:end] * 2, *CHUNKS)) | st.binary(max_size=8))
        data = data[:start] + put_in + data[end:]
    return data


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8")))
def test_no_bytes_whatsoever_make_reading_fail(data: bytes) -> None:
    assert load_with(data)


@given(st.lists(st.sampled_from((*CHUNKS, b"ref", b"title", b"a")), max_size=30).map(b"".join))
def test_no_mixture_of_signs_makes_reading_fail(data: bytes) -> None:
    assert load_with(data)


@given(mangled())
def test_no_mangled_action_makes_reading_fail(data: bytes) -> None:
    for spot in load_with(data):
        place = spot.split()[0].rpartition(":")[0]
        line = int(place.rpartition(":")[2])
        assert 1 <= line <= data.count(b"\n") + 2
