"""Facts of candidacy. Of persons they hold what is public (class P0) of determined candidates."""
