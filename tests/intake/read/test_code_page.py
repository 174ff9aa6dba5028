"""Which letters the bytes of a text file are, of a Mac, of Windows or of DOS."""

import pytest

from planctl.intake.read.code_page import decode_text

TEXTS = (
    "caf\u00e9",
    "Children’s plan – “urgent” … £1,200 • done",
    "cost £5",
    "naïve façade Zoë",
    "José’s “plan” costs £3m",
    "½ day",
    "rôle of Siân",
    "20°C",
    "Ref,Action,Lead\n1,Write the child’s plan,Head of Children’s Services\n",
    "Renée, £20",
)
CASES = [
    (text, page)
    for text in TEXTS
    for page in ("cp1252", "mac_roman", "cp850", "cp437", "utf-16-le", "utf-16-be", "utf-8-sig")
    if text.encode(page, "replace").decode(page) == text
]


@pytest.mark.parametrize(("text", "page"), CASES)
def test_the_letters_of_a_file_are_known_by_the_words_that_they_make(text: str, page: str) -> None:
    decoded = decode_text(text.encode(page))
    assert decoded
    assert (decoded.text, decoded.is_sure) == (text, True)


@pytest.mark.parametrize(
    ("content", "page"),
    [
        ("café".encode("cp1252"), "Windows"),
        ("the child’s plan".encode("mac_roman"), "a Mac"),
        ("café, £5".encode("cp850"), "DOS"),
        ("café".encode(), ""),
        ("café".encode("utf-16"), ""),
    ],
)
def test_the_code_page_is_named(content: bytes, page: str) -> None:
    decoded = decode_text(content)
    assert decoded
    assert decoded.page == page


@pytest.mark.parametrize(
    ("content", "text", "page"),
    [
        ("café, ’tis ".encode() + b"caf\xe9", "café, ’tis café", "two programs"),
        ("the childâ€™s plan".encode(), "the childâ€™s plan", "another program broke"),
        (b"fa\x87ade", "faáade", "a Mac"),
    ],
)
def test_letters_that_are_not_beyond_doubt_are_said_to_be_so(
    content: bytes, text: str, page: str
) -> None:
    decoded = decode_text(content)
    assert decoded == (text, page, False)


@pytest.mark.parametrize("content", [b"a\x81\x8d\x8f", b"a\xe9\0", b"a,\0b", b"\xff\xfea", b"\xe9"])
def test_bytes_that_are_no_text_are_none(content: bytes) -> None:
    assert decode_text(content) is None
