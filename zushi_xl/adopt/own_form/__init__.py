"""A city's own workbook as the form: distributed as copies of the original, read back by place
and label, gathered into tables. Each row of 様式定義.xlsx names a field and its cell.
"""
