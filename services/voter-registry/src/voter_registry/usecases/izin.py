"""The question that every act asks first: in which election?"""

from election_common.database import Tx
from election_common.errors import Refusal
from voter_registry.store import pemilihan as pemilihan_store
from voter_registry.store.pemilihan import Pemilihan


async def load_pemilihan(tx: Tx, id_: str) -> Pemilihan:
    """Return the election; refuses with `tidak-ditemukan`."""
    pemilihan = await pemilihan_store.get(tx, id_)
    if pemilihan is None:
        raise Refusal("tidak-ditemukan", jenis="pemilihan", id=id_)
    return pemilihan
