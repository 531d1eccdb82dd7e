"""How fast it is: measured against what else there is, never timed in tests."""
