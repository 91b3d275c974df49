"""Files that people send: taken in as a stream, quarantined, examined, and only then readable."""
