"""The bytes of a file become text, or the reason why they are none."""

import pytest

from planctl.load.content import FileFault, decode_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbfa: 1\n", "a: 1\n"),
        (b"a: 1\r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"),
        ("a: “caf\u00e9”\u00a0£5 \U0001f600".encode(), "a: “caf\u00e9”\u00a0£5 \U0001f600"),
        (b"a: 50% and <<<<<<< and =======\n", "a: 50% and <<<<<<< and =======\n"),
        (b"a: |\n  <<<<<<< HEAD\n  %x\n", "a: |\n  <<<<<<< HEAD\n  %x\n"),
        (b"=======\n", "=======\n"),
    ],
    ids=repr,
)
def test_clean_text_is_kept_to_the_character(data: bytes, text: str) -> None:
    assert decode_text(data) == text


@pytest.mark.parametrize(
    ("data", "rule", "detail", "line", "column"),
    [
        (b"\xff", "not-utf8", "0xff", 1, 1),
        ("a: é\nb: caf".encode() + b"\xe9\n", "not-utf8", "0xe9", 2, 7),
        (b"a: \x93quoted\x94", "not-utf8", "0x93", 1, 4),
        (b"\xff\xfea\x00", "not-utf8", "0xff", 1, 1),
        (b"a: \xc3", "not-utf8", "0xc3", 1, 4),
        (b"a: \xed\xa0\x80", "not-utf8", "0xed", 1, 4),
        (b"a:\n\t- b", "stray-character", "a tab", 2, 1),
        (b"a: b\tc", "stray-character", "a tab", 1, 5),
        (
            b"a: 1\rb: 2",
            "stray-character",
            "a line end of a kind that no system uses today (CR alone)",
            1,
            5,
        ),
        (b"a: \x00", "stray-character", "a NUL byte", 1, 4),
        (b"a: \x0c", "stray-character", "a control character (U+000C)", 1, 4),
        (b"a: \x1b[1m", "stray-character", "a control character (U+001B)", 1, 4),
        (b"a: \x7f", "stray-character", "a control character (U+007F)", 1, 4),
        ("a: \x85".encode(), "stray-character", "a control character (U+0085)", 1, 4),
        ("a: \u2028".encode(), "stray-character", "an invisible line separator", 1, 4),
        ("a: \u2029".encode(), "stray-character", "an invisible paragraph separator", 1, 4),
        ("a: \ufeff".encode(), "stray-character", "an invisible byte order mark", 1, 4),
        ("a: \uffff".encode(), "stray-character", "a control character (U+FFFF)", 1, 4),
        (b"\xef\xbb\xbf\xef\xbb\xbfa", "stray-character", "an invisible byte order mark", 1, 1),
        (b"a: 1\n<<<<<<< HEAD\nb: 2\n", "merge-conflict", "", 2, 1),
        (b"a: 1\n>>>>>>> x\n", "merge-conflict", "", 2, 1),
        (b"||||||| base\n", "merge-conflict", "", 1, 1),
        (b"%YAML 1.2\n---\na: 1\n", "tag", "%YAML", 1, 1),
        (b"a: 1\n%x\n", "tag", "%x", 2, 1),
    ],
    ids=repr,
)
def test_text_that_is_not_clean_is_refused_at_its_place(
    data: bytes, rule: str, detail: str, line: int, column: int
) -> None:
    with pytest.raises(FileFault) as refused:
        decode_text(data)
    fault = refused.value
    assert (fault.rule, fault.detail) == (rule, detail)
    assert (fault.line, fault.column) == (line, column)
