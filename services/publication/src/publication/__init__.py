"""Publication: schedule, recapitulation of results, and the documents that the public reads."""
