"""Facts of other services that this one keeps, and the use case that keeps each."""

from election_common.gate import Subscription
from publication.events import consumed
from publication.usecases import kolom_suara, salinan

#: By stream, then by subject.
SOURCES = {
    "VOTER_REGISTRY": {
        s.reading.subject: s
        for s in (
            Subscription(consumed.WilayahDimuat, salinan.copy_wilayah),
            Subscription(consumed.PemilihanDidaftarkan, salinan.copy_pemilihan),
            Subscription(consumed.WaktuLegalDigeser, salinan.move_legal_time),
            Subscription(consumed.DptDitetapkan, salinan.copy_dpt),
            Subscription(consumed.DaftarDirekapitulasi, salinan.copy_recap),
        )
    },
    "CANDIDACY": {
        consumed.NomorUrutDitetapkan.subject: Subscription(
            consumed.NomorUrutDitetapkan, kolom_suara.receive_columns
        ),
    },
}
