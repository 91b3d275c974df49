"""What candidacy holds under its keys: NIK and birth date of the candidates."""

from candidacy.store.nominasi import place
from election_common.keyring import Purpose
from election_common.reseal import Holdings
from election_common.sealed_table import SealedTable

CALON = SealedTable(
    "calon",
    key={"nominasi": "uuid", "posisi": "text"},
    places={
        "nik": lambda row: place("nik", row["nominasi"], row["posisi"]),
        "tanggal_lahir": lambda row: place("tanggal_lahir", row["nominasi"], row["posisi"]),
    },
    indexes={"nik_indeks": "nik"},
)

HOLDINGS = Holdings([Purpose.VALUE, Purpose.INDEX], [CALON])
