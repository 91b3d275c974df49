"""Facts of other services that this one keeps, and the use case that keeps each."""

from candidacy.events import consumed
from candidacy.usecases import salinan, tanggapan
from election_common.gate import Subscription, subscriptions
from election_common.kerangka import jendela, pemilihan, wilayah

#: By stream, then by subject.
SOURCES = {
    "VOTER_REGISTRY": {
        **wilayah.SUBSCRIPTIONS,
        **pemilihan.SUBSCRIPTIONS,
        **subscriptions(Subscription(consumed.DaftarDirekapitulasi, salinan.copy_recap)),
    },
    "PUBLICATION": jendela.SUBSCRIPTIONS,
    "COMPLAINTS": subscriptions(
        Subscription(consumed.TanggapanCalonDiterima, tanggapan.receive_tanggapan, once=True)
    ),
}

#: By stream: the tables that its facts fill and nothing else writes.
READ_MODELS = {
    "VOTER_REGISTRY": (wilayah.READ_MODEL, pemilihan.READ_MODEL, "rekap_dpt"),
    "PUBLICATION": (jendela.READ_MODEL,),
}
