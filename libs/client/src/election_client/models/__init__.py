"""Shapes by service; those that several share are in `common`."""
