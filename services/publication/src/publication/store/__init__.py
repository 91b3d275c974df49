"""SQL only: mapped rows for what a use case changes, query functions for what it reads.

What this service keeps is public by law, so reads take no scope. Rows of a region are written only
after the use case has held the region against the actor's scope; behind it stands row-level
security.
"""
