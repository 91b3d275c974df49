"""Facts that this service publishes, and its own reading of the facts of others."""
