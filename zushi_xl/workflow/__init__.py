"""The verbs of the year: paths in, results out. The command line only calls these."""
