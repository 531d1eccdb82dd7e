"""Everything that needs more than one thread: processes, clusters, and the work they share."""
