"""Facts of other services that this one keeps, and the use case that keeps each."""

from election_common.gate import Subscription
from publication.events import consumed
from publication.usecases import kolom_suara, salinan, titik_periksa

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
            Subscription(
                consumed.TitikPeriksaDisegel.of("voter-registry"), titik_periksa.record_checkpoint
            ),
        )
    },
    "GATEWAY": {
        s.reading.subject: s
        for s in (
            Subscription(
                consumed.TitikPeriksaDisegel.of("gateway"), titik_periksa.record_checkpoint
            ),
        )
    },
    "CANDIDACY": {
        s.reading.subject: s
        for s in (
            Subscription(consumed.NomorUrutDitetapkan, kolom_suara.receive_columns),
            Subscription(
                consumed.TitikPeriksaDisegel.of("candidacy"), titik_periksa.record_checkpoint
            ),
        )
    },
    "COMPLAINTS": {
        s.reading.subject: s
        for s in (
            Subscription(
                consumed.TitikPeriksaDisegel.of("complaints"), titik_periksa.record_checkpoint
            ),
        )
    },
}

#: By stream: the tables that its facts fill and nothing else writes.
READ_MODELS = {"VOTER_REGISTRY": ("wilayah", "pemilihan", "dpt", "dpt_tps", "rekap_dpt")}
