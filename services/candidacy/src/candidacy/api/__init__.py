"""HTTP shape only: a router and its models per concept."""
