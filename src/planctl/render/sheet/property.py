"""Properties of a Word document that anybody can read: File, Info, Properties, Custom."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

if TYPE_CHECKING:
    from docx.document import Document as Paper

_KIND: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OF: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # that of properties made by people


def with_properties(paper: "Paper", pairs: Iterable[tuple[str, str]]) -> None:
    """Give a document these properties of its own."""
    root = etree.Element(f"{{{_OF}}}Properties", nsmap={None: _OF, "vt": _VALUES})
    for number, (name, value) in enumerate(pairs, 2):  # the first is not for use
        said = etree.SubElement(
            root, f"{{{_OF}}}property", fmtid=_FORMAT, pid=str(number), name=name
        )
        etree.SubElement(said, f"{{{_VALUES}}}lpwstr").text = value
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/docProps/custom.xml"), _KIND, blob, paper.part.package)
    paper.part.package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
