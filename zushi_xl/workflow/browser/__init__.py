"""What the page in the browser calls: the verbs on files that were dropped, in one thread."""
