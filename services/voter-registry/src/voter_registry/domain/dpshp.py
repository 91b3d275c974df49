"""Whether a DPSHP is established, which differs between elections: the ruleset says so."""

from election_common.errors import Refusal
from voter_registry.domain.ruleset import Ruleset
from voter_registry.domain.tahap import Tahap


def require_lawful_list(ruleset: Ruleset, tahap: Tahap, susunan: str) -> None:
    """Refuse to compose a list that the ruleset does not provide for at this stage.

    Raises:
        Refusal: `tidak-perlu-ditetapkan` for a DPSHP that is only recapitulated;
            `dpshp-belum-ditetapkan` for a DPT that skips a DPSHP that must be established.
    """
    if susunan == "DPSHP" and not ruleset.dpshp_ditetapkan:
        raise Refusal("tidak-perlu-ditetapkan")
    if susunan == "DPT" and ruleset.dpshp_ditetapkan and tahap is Tahap.DPSHP:
        raise Refusal("dpshp-belum-ditetapkan")
