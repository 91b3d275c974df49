"""A service that is nothing but wiring: what it keeps of the contract, it has not written."""
