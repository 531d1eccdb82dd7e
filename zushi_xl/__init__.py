"""Excel-centric reporting for Japanese cities: distribute, collect, check, consolidate."""

__version__ = "2024.1"
