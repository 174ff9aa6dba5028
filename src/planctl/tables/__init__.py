"""The plan as tables: CSV, SQLite, Parquet and a workbook out, and our own workbook in again."""
