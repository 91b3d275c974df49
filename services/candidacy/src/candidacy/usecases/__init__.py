"""One function per lawful act: load, rule, change, record."""
