"""The HTTP contract, as every service keeps it: tests that each service's own tests import.

A service's `tests/api/test_conformance.py` imports these names; its fixture `contract` says which
API is tested and which of its addresses take a body.
"""

from devstack.conformance.answers import *  # noqa: F403 - one name for all parts of the suite
from devstack.conformance.contract import Contract as Contract
from devstack.conformance.document import *  # noqa: F403
from devstack.conformance.posts import Kelas as Kelas
from devstack.conformance.walls import *  # noqa: F403
