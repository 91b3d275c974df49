"""Fixtures that the tests of all members share."""

pytest_plugins = ["devstack.pytest_plugin", "devstack.faults"]
