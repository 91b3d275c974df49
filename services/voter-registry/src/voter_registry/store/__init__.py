"""SQL only: mapped rows for what a use case changes, query functions for what it reads.

Every function takes the scope of its caller: the first wall, before row-level security.
"""
