"""Conditions: one small grammar for 評価基準, the fields of a form and the city's own checks.

``grammar`` reads a text into the values of ``predicates``; ``evaluation`` says whether one holds;
``in_words`` writes it, as an Excel formula ``sheets.live_help.condition_formula`` does. Names are
only read here: what a name means (a figure of a KPI, a field, a column of the plan master) is up to
the place where the condition stands.
"""
