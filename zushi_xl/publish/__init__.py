"""The year for programs and for the public: one JSON file and tidy CSV tables."""

from zushi_xl.publish.csv_tables import csv_files
from zushi_xl.publish.json_result import result_json

__all__ = ["csv_files", "result_json"]
