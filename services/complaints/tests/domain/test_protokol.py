"""Foreign protocols: each row names what shows it."""

import pytest

from complaints.domain.protokol import PROTOKOL
from devstack.checkout import ROOT


@pytest.mark.parametrize("row", PROTOKOL, ids=lambda row: row.nama)
def test_each_foreign_protocol_names_a_test_that_exists(row):
    file, _, name = row.uji.partition("::")
    assert f"def {name}(" in (ROOT / "services/complaints" / file).read_text()
