"""An Excel workbook becomes a paper."""
