"""SQL only: mapped rows for what a use case changes, query functions for what it reads."""
