"""Builders of sheets: plain values in, neutral sheets (``workbook.sheet``) out, no files."""
