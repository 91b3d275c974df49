"""Facts of other services that this one keeps, and the use case that keeps each."""

from candidacy.events import consumed
from candidacy.usecases import salinan, tanggapan
from election_common.gate import Subscription

#: By stream, then by subject.
SOURCES = {
    "VOTER_REGISTRY": {
        s.reading.subject: s
        for s in (
            Subscription(consumed.WilayahDimuat, salinan.copy_wilayah),
            Subscription(consumed.PemilihanDidaftarkan, salinan.copy_pemilihan),
            Subscription(consumed.WaktuLegalDigeser, salinan.move_legal_time),
            Subscription(consumed.DaftarDirekapitulasi, salinan.copy_recap),
        )
    },
    "PUBLICATION": {
        consumed.TahapanDijadwalkan.subject: Subscription(
            consumed.TahapanDijadwalkan, salinan.copy_schedule
        ),
    },
    "COMPLAINTS": {
        consumed.TanggapanCalonDiterima.subject: Subscription(
            consumed.TanggapanCalonDiterima, tanggapan.receive_tanggapan
        ),
    },
}

#: By stream: the tables that its facts fill and nothing else writes.
READ_MODELS = {
    "VOTER_REGISTRY": ("wilayah", "pemilihan", "rekap_dpt"),
    "PUBLICATION": ("jendela",),
}
