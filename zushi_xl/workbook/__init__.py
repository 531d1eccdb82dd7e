"""What a workbook holds, as plain values: cells as read, sheets to be written, names, formulas."""
