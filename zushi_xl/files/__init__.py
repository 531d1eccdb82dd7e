"""Outputs whole or not at all, one run at a time, and files behind an address."""
