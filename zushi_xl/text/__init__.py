"""Texts folded for comparison, cleaned of what nobody typed, and read as codes."""
