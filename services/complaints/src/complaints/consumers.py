"""Facts of other services that this one keeps, and the use case that keeps each."""

from complaints.events import consumed
from complaints.usecases import pesan, salinan, tanggapan
from election_common.gate import Subscription

#: By stream, then by subject.
SOURCES = {
    "VOTER_REGISTRY": {
        s.reading.subject: s
        for s in (
            Subscription(consumed.PemilihanDidaftarkan, salinan.copy_pemilihan),
            Subscription(consumed.WaktuLegalDigeser, salinan.move_legal_time),
            Subscription(consumed.TanggapanDaftarDijawab, tanggapan.accept_answer),
            Subscription(consumed.PesanDiminta, pesan.accept_request),
        )
    },
    "PUBLICATION": {
        s.reading.subject: s
        for s in (Subscription(consumed.TahapanDijadwalkan, salinan.copy_schedule),)
    },
    "CANDIDACY": {
        s.reading.subject: s
        for s in (Subscription(consumed.TanggapanCalonDijawab, tanggapan.accept_answer),)
    },
}

#: By stream: the tables that its facts fill and nothing else writes.
READ_MODELS = {"PUBLICATION": ("jendela",)}
