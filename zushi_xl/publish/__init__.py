"""The year for programs and for the public: one JSON file and tidy CSV tables."""

from zushi_xl.publish.json_result import finding_json, result_json

__all__ = ["finding_json", "result_json"]
