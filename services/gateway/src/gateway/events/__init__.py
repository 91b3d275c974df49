"""Facts that this service publishes."""
