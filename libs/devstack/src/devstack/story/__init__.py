"""The governor election of 27 November 2024, played through the gateway with role tokens.

The story knows what an office has on paper: its files, its minutes, its decrees. It knows neither
the services' code nor their databases, and not which person of the sample is what.
"""
