"""Builders of sheets: plain values in, neutral sheets out (``sheets.model``). No file is touched."""
