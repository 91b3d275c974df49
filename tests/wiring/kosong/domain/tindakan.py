"""Its one act."""

from election_common.tindakan import Tindakan

HITUNGAN = Tindakan(
    "hitungan", frozenset({"kpu_provinsi"}), None, "none", tanpa_jendela="a trial of the wiring"
)
SEMUA = (HITUNGAN,)
