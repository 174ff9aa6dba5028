"""A workbook that planctl made, and a person changed, becomes plan files again."""
