"""Facts of other services that this one keeps, and the use case that keeps each."""

from election_common.gate import Subscription
from voter_registry.events import consumed
from voter_registry.usecases import tanggapan
from voter_registry.usecases.jadwal import copy_schedule

#: By stream, then by subject.
SOURCES = {
    "PUBLICATION": {
        s.reading.subject: s for s in (Subscription(consumed.TahapanDijadwalkan, copy_schedule),)
    },
    "COMPLAINTS": {
        s.reading.subject: s
        for s in (
            Subscription(consumed.TanggapanDaftarDiterima, tanggapan.file_response),
            Subscription(consumed.PesanTerkirim, tanggapan.accept_delivery),
            Subscription(consumed.PesanGagal, tanggapan.accept_delivery),
        )
    },
}

#: By stream: the tables that its facts fill and nothing else writes.
READ_MODELS = {"PUBLICATION": ("jendela",)}
