"""The version of the package: that of the fiscal year it was made for, and a number."""

VERSION = "2024.1"
