"""Complaints: one desk for information requests, complaints, responses and technical tickets."""
