"""Operations: work that outlives its request, watched by whoever asked for it."""
