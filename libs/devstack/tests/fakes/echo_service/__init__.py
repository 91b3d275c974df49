"""A service that answers what it was asked."""
