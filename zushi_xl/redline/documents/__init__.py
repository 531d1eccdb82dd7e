"""改定内容一覧 and 新旧対照表: a revision as a city puts it before its council."""
