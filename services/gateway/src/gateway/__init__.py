"""The one door: Envoy's rules, merged descriptions, documentation page, status."""
