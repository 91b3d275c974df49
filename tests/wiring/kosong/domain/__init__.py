"""Its rules: none."""
