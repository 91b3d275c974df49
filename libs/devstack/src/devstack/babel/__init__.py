"""The generated province: invented voters and results that add up to the real totals of 2024."""
