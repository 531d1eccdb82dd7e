"""How far a division is: the words that every product uses."""

from __future__ import annotations

OUTSTANDING = ("未提出", "読めない", "未記入")  # nothing that can be read has been written
STATES = (*OUTSTANDING, "要修正", "要確認", "受理")
