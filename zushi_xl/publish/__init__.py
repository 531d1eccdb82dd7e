"""The year for programs and for the public: one JSON file and tidy CSV tables."""

from zushi_xl.publish.json_result import finding_json, result_json
from zushi_xl.publish.open_data import open_data_files

__all__ = ["open_data_files", "finding_json", "result_json"]
