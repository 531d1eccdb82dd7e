"""The plan as frozen values, and the 団体 it is parted by."""
