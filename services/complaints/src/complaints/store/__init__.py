"""SQL only: mapped rows for what a use case changes, query functions for what it reads.

Every function that reads a ticket takes the scope; behind it stands row-level security with the
same three conditions: region, owner, sealed unit.
"""
