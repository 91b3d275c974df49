"""Facts of other services that this one keeps, and the use case that keeps each."""

from election_common.gate import Subscription, subscriptions
from election_common.kerangka import pemilihan, wilayah
from publication.events import consumed
from publication.usecases import kolom_suara, salinan, titik_periksa


def _checkpoints(service: str) -> Subscription:
    fact = consumed.TitikPeriksaDisegel.of(service)
    return Subscription(fact, titik_periksa.record_checkpoint, once=True)


#: By stream, then by subject.
SOURCES = {
    "VOTER_REGISTRY": {
        **wilayah.SUBSCRIPTIONS,
        **pemilihan.SUBSCRIPTIONS,
        **subscriptions(
            Subscription(consumed.DptDitetapkan, salinan.copy_dpt),
            Subscription(consumed.DaftarDirekapitulasi, salinan.copy_recap),
            _checkpoints("voter-registry"),
        ),
    },
    "GATEWAY": subscriptions(_checkpoints("gateway")),
    "CANDIDACY": subscriptions(
        Subscription(consumed.NomorUrutDitetapkan, kolom_suara.receive_columns, once=True),
        Subscription(consumed.PasanganCalonDibatalkan, kolom_suara.receive_cancellation, once=True),
        _checkpoints("candidacy"),
    ),
    "COMPLAINTS": subscriptions(_checkpoints("complaints")),
}

#: By stream: the tables that its facts fill and nothing else writes.
READ_MODELS = {
    "VOTER_REGISTRY": (wilayah.READ_MODEL, pemilihan.READ_MODEL, "dpt", "dpt_tps", "rekap_dpt")
}
