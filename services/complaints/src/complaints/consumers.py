"""Facts of other services that this one keeps, and the use case that keeps each."""

from complaints.events import consumed
from complaints.usecases import pesan, tanggapan
from election_common.gate import Subscription, subscriptions
from election_common.kerangka import jendela, pemilihan

#: By stream, then by subject.
SOURCES = {
    "VOTER_REGISTRY": {
        **pemilihan.SUBSCRIPTIONS,
        **subscriptions(
            Subscription(consumed.TanggapanDaftarDijawab, tanggapan.accept_answer, once=True),
            Subscription(consumed.PesanDiminta, pesan.accept_request, once=True),
        ),
    },
    "PUBLICATION": jendela.SUBSCRIPTIONS,
    "CANDIDACY": subscriptions(
        Subscription(consumed.TanggapanCalonDijawab, tanggapan.accept_answer, once=True)
    ),
}

#: By stream: the tables that its facts fill and nothing else writes.
READ_MODELS = {
    "VOTER_REGISTRY": (pemilihan.READ_MODEL,),
    "PUBLICATION": (jendela.READ_MODEL,),
}
