"""見え消し: what changed between two texts, and between two versions of a plan."""
