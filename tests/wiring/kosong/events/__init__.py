"""Its facts."""
