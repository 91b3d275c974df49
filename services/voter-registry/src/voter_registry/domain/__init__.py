"""The rules: pure functions, frozen dataclasses and tables, each with its legal basis."""
