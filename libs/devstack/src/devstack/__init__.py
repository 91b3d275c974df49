"""The whole system on one machine, and the story that plays an election through it."""
