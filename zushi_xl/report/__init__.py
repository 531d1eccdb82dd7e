"""The consolidated year as frozen values, and what is said of a figure."""
