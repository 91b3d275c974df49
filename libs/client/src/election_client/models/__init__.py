"""Shapes by service."""
