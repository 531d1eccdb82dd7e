"""The same job as an officer would script it, kept small and fair."""
