"""The smallest services that events flow between: one counts, the other keeps the counts."""
