"""SQL only: mapped rows for what a use case changes, query functions for what it reads.

Dossiers carry their region and their `peserta`; every function on them takes the scope, and behind
it stands row-level security. Thresholds and determined pairs are public by law.
"""
