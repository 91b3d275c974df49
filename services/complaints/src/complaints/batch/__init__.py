"""What the worker does outside of this service's database: the provider's side of a message."""
