"""What a change of a service's document takes from its callers: anything is a breaking change.

No kept tool reads OpenAPI 3.1 here: the one on npm stops at 3.0, and oasdiff comes as no package.
"""
