"""Builders of sheets: plain values in, neutral sheets (``sheets.model``) out, no files."""
