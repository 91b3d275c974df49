"""The rules: pure functions, frozen values, tables with legal basis."""
