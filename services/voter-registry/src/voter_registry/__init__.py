"""Voter registration: the work of SIDALIH for one province."""
