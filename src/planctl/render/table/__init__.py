"""A plan on a day as tidy tables, printed as a workbook, as CSV, as SQLite and as Parquet."""
