"""A paper as an editable Word document, with real styles, headings, tables and lists."""
