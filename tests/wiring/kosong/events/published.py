"""It publishes none."""
