"""Whether a DPSHP is established is the ruleset's word, one row per case."""

from datetime import date

import pytest

from election_common.errors import Refusal
from voter_registry.domain.dpshp import require_lawful_list
from voter_registry.domain.ruleset import Aturan, Ruleset
from voter_registry.domain.tahap import Tahap


def ruleset(*, ditetapkan):
    rule = Aturan("dpshp_ditetapkan", ditetapkan, "uji", "-", date(2024, 1, 1), None, False)  # noqa: FBT003
    return Ruleset("uji", {"dpshp_ditetapkan": rule})


@pytest.mark.parametrize(
    ("ditetapkan", "tahap", "susunan", "code"),
    [
        (False, Tahap.DPHP, "DPS", None),
        (False, Tahap.DPSHP, "DPT", None),
        (False, Tahap.DPSHP, "DPSHP", "tidak-perlu-ditetapkan"),
        (True, Tahap.DPHP, "DPS", None),
        (True, Tahap.DPSHP, "DPSHP", None),
        (True, Tahap.DPSHP, "DPT", "dpshp-belum-ditetapkan"),
        (True, Tahap.DPSHP_DITETAPKAN, "DPT", None),
    ],
)
def test_lists_of_a_ruleset(ditetapkan, tahap, susunan, code):
    rules = ruleset(ditetapkan=ditetapkan)
    if code is None:
        require_lawful_list(rules, tahap, susunan)
        return
    with pytest.raises(Refusal) as refusal:
        require_lawful_list(rules, tahap, susunan)
    assert refusal.value.code == code
