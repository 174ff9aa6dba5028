"""What a file is, by its bytes first; and what is refused, in a sentence."""

import struct
from io import BytesIO
from zipfile import ZipFile

import pytest

from office import book_of, brief, p, tbl, tc, tr, types, unzipped, word, zipped
from planctl.intake.read import office
from planctl.intake.read.formats import PaperFormat, detect_format, read_paper, required_extra
from planctl.intake.read.paper import UnreadableFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _ole(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


def _zip(kind: str, *names: str) -> bytes:
    return zipped({"[Content_Types].xml": types(kind), **dict.fromkeys(names, "x")})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (_ole("EncryptedPackage"), "locked with a password"),
        (_ole("WordDocument"), "an old Word document"),
        (_ole("Workbook"), "an old Excel workbook"),
        (_ole("Book"), "an old Excel workbook"),
        (_ole("PowerPoint Document"), "a presentation"),
        (_ole("__nameid_version1.0"), "a mail of Outlook"),
        (OLE, "an old Office file"),
        (b"%PDF-1.7\n", "damaged or cut short"),
        (b"\n\njunk %PDF-1.7\n", "damaged or cut short"),
        (b"{\\rtf1 words}", "rich text"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\0\0\0\x18ftypheic", "a picture"),
        (b"\x1f\x8b\x08", "a packed folder"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "a web archive"),
        (b"one\0two\0three", "not a text"),
        (b"\x01\x02\x03\x04 a", "not a text"),
        (b"<?xml version='1.0'?><w:wordDocument/>", "XML"),
        (_zip("presentationml.presentation.main+xml"), "a presentation"),
        (_zip("sheet.binary.macroEnabled.main"), "a binary workbook"),
        (_zip("vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        (_zip("wordprocessingml.document.main+xml", "word/vbaProject.bin"), "macros"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "no text in it"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.formula"}), "OpenDocument file"),
        (zipped({"a.txt": "x"}), "no Word or Excel file"),
        (word(p("x"))[:-30], "damaged or cut short"),
        (b"PK\x03\x04 and no more", "damaged or cut short"),
    ],
)  # fmt: skip
def test_what_is_no_paper_is_refused_in_a_sentence_that_says_what_it_is(
    content: bytes, message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message) as fault:
        read_paper("plan.docx", content)
    assert fault.value.hint


def test_a_word_document_with_macros_is_to_be_saved_without_them() -> None:
    with pytest.raises(UnreadableFile) as fault:
        read_paper("plan.docm", _zip("vnd.ms-word.document.macroEnabled.main+xml"))
    assert "save it as .docx" in fault.value.hint


def test_a_workbook_with_macros_is_read_and_they_are_not_run() -> None:
    files = unzipped(book_of(["Ref", "Action"]))
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    content = zipped({**files, "xl/vbaProject.bin": b"never run"})
    assert brief(read_paper("plan.xlsm", content)) == [["Ref", "Action"]]
    assert required_extra("plan.xlsm", content) == ("excel", "openpyxl")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xlsx", word(p("x")), PaperFormat.WORD),
        ("a.csv", b"<!DOCTYPE html><p>x", PaperFormat.HTML),
        ("a.xls", b"\xef\xbb\xbf <html><table>", PaperFormat.HTML),
        ("a.txt", "\ufeff<html>".encode("utf-16-le"), PaperFormat.HTML),
        ("a.html", b"<?xml version='1.0'?><p>x", PaperFormat.HTML),
        ("a.htm", b"no tags", PaperFormat.HTML),
        ("a.csv", b"a,b", PaperFormat.CSV),
        ("A.TSV", b"a\tb", PaperFormat.CSV),
        ("a.md", b"<div>x</div>", PaperFormat.MARKDOWN),
        ("a.docx", b"words", PaperFormat.TEXT),
        ("a", b"words", PaperFormat.TEXT),
    ],
)
def test_a_file_is_what_it_is_whatever_its_name(
    name: str, content: bytes, kind: PaperFormat
) -> None:
    assert detect_format(name, content) is kind


def test_only_a_workbook_and_a_pdf_need_an_extra() -> None:
    workbook = _zip("spreadsheetml.sheet.main+xml")
    assert required_extra("a.docx", workbook) == ("excel", "openpyxl")
    assert required_extra("a.docx", b"%PDF-1.7") == ("pdf-in", "pdfplumber")
    assert [required_extra("a.docx", content) for content in (word(p("x")), b"x")] == [(), ()]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    content = word(p("x"), more={"word/media/bomb": bytes(5_000_000)})
    with pytest.raises(UnreadableFile, match="more than 200 times its size"):
        read_paper("a.docx", content)


def test_many_parts_that_are_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "UNPACKED_LIMIT", 3_000_000)
    more = {f"word/media/{number}": bytes(1_000_000) for number in range(3)}
    with pytest.raises(UnreadableFile, match="unpacks to more than 3 MB"):
        read_paper("a.docx", word(p("x"), more=more))


def test_a_zip_of_very_many_parts_is_refused() -> None:
    content = zipped({str(number): b"" for number in range(5_001)})
    with pytest.raises(UnreadableFile, match="more than 5000 parts"):
        read_paper("a.docx", content)


def test_a_part_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "PART_LIMIT", 100)
    with pytest.raises(UnreadableFile, match="a part of the file unpacks to more than"):
        read_paper("a.docx", word(p("x")))


def test_parts_that_are_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "READ_LIMIT", 1_000_000)
    content = word(p("x" * 999_999))
    with pytest.raises(UnreadableFile, match="the parts of the file unpack to more than 1 MB"):
        read_paper("a.docx", content)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "FILE_LIMIT", 100)
    with pytest.raises(UnreadableFile, match="the file is larger than"):
        read_paper("a.docx", word(p("x")))


def test_a_zip_that_lies_about_its_size_is_read_no_further_than_it_says() -> None:
    content = bytearray(word(p("x" * 90_000)))
    with ZipFile(BytesIO(content)) as opened:
        size = opened.getinfo("word/document.xml").file_size
    lying = bytes(content).replace(struct.pack("<L", size), struct.pack("<L", 1_000))
    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        read_paper("a.docx", lying)


def test_a_locked_zip_is_refused() -> None:
    content = bytearray(word(p("x")))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 8] |= 1
    with pytest.raises(UnreadableFile, match="locked with a password"):
        read_paper("a.docx", bytes(content))


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037"]
)
def test_xml_that_has_a_doctype_is_refused(encoding: str) -> None:
    files = unzipped(word(p("x")))
    text = BOMB + files["word/document.xml"].decode()
    with pytest.raises(UnreadableFile, match="DOCTYPE"):
        read_paper("a.docx", zipped({**files, "word/document.xml": text.encode(encoding)}))


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (b"<w:p>", "XML cannot be read"),
        (b"<?xml version='1.0' encoding='none-such'?><a/>", "in a kind of letters that no Office"),
        (b'<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-', "in a kind of letters that no"),
        (b"<a " + b'b="" ' * 1_001 + b"/>", "a tag or a text that is longer than any program"),
        (b"<a>" + b"b" * 1_000_001 + b"</a>", "a tag or a text that is longer than any program"),
    ],
    ids=["damaged", "unknown letters", "odd letters", "attributes", "text"],
)
def test_xml_that_no_program_writes_is_refused(xml: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read_paper("a.docx", zipped({**unzipped(word(p("x"))), "word/document.xml": xml}))


def test_xml_of_very_many_marks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.office.TAG_LIMIT", 3)
    with pytest.raises(UnreadableFile, match="more than 3 tags"):
        read_paper("a.docx", word(p("x")))


def test_parts_of_very_many_tags_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "ALL_TAGS_LIMIT", 10)
    with pytest.raises(UnreadableFile, match="the parts of the file have more than 10 tags in all"):
        read_paper("a.docx", word(p("x")))


def test_a_part_of_very_many_letters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.office.LETTER_LIMIT", 3_000)
    with pytest.raises(UnreadableFile, match="a part of the file has more than 3,000 letters"):
        read_paper("a.docx", word(p("x" * 3_001)))


def test_things_within_things_without_end_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="more deeply than any program writes"):
        read_paper("a.docx", word("<w:sdt>" * 3_000 + p("x") + "</w:sdt>" * 3_000))


def test_a_table_of_very_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planctl.intake.read.paper.CELL_LIMIT", 3)
    with pytest.raises(UnreadableFile, match="a table has more than 3 cells"):
        read_paper("a.docx", word(tbl(*[tr(tc("a"), tc("b"))] * 2)))


def test_a_text_under_the_name_of_a_document_is_read_as_text() -> None:
    assert brief(read_paper("a.docx", b"Ref\tAction\tLead\n1\tDo\tAD\n")) == [
        ["Ref", "Action", "Lead"],
        ["1", "Do", "AD"],
    ]
