"""SQL only: mapped rows for what a use case changes, query functions for what it reads.

What this service keeps is public by law, so reads take no scope; every function that writes or locks
rows of a region takes the scope of its caller: the first wall, before row-level security.
"""
