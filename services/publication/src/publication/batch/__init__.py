"""Set work of the worker, one module per concept."""
