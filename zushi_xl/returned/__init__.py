"""Finding the form again in a book that has been through many hands.

``sections`` says which section a sheet is about, ``view`` shows a sheet by rows, ``marks`` holds
what a page looks like, ``instances`` finds its blocks, ``rows`` its lines, ``columns`` its boxes;
``locate`` puts them together. ``owner`` says whose book it is.
"""
