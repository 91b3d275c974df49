"""Migration environment of voter-registry; run by its owner role."""

from election_common import migrations
from voter_registry.store.base import Base

migrations.run(Base.metadata)
