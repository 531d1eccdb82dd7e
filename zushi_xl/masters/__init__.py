"""The two workbooks that a city keeps, 計画マスタ and 様式定義: read, checked and written."""
