"""An evaluation on a city's own form: the columns 役割 and コード of its 様式定義 say of what each
field tells, so that its answers are those of the plan, judged and published like any others.
"""
