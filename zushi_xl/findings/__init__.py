"""A finding and the rule it comes from."""
