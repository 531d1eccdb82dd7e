"""Finding the form again in a book that has been through many hands.

``sections`` says which section a sheet is about, ``view`` shows a sheet by rows, ``marks`` holds
what a page looks like, ``instances`` finds its blocks, ``line_rows`` its lines, ``line_columns``
its columns, ``boxes`` its boxes;
``locate`` puts them together. ``owner`` says whose book it is.
"""
