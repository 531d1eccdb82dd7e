"""What the outputs of a year are called, below the folder of the year."""

from __future__ import annotations

from zushi_xl.form.answers import Submission
from zushi_xl.workbook.names import file_name

FORMS = "配布"
CORRECTIONS = "差し戻し"
OPEN_DATA = "公開データ"
SITE = "公開サイト"
BY_GROUP = "団体別"
RESULT = "収集結果.json"


def correction_name(submission: Submission) -> str:
    """The file of a division's correction, or of one of its items."""
    identity = submission.identity
    part = f"_{file_name(submission.part)}" if submission.part else ""
    name = f"{file_name(identity.division)}{part}_{CORRECTIONS}{identity.next_round().round}"
    return f"{name}{submission.suffix}"
