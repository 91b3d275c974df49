"""Development identity provider: the tokens of an OIDC provider, without its users."""
