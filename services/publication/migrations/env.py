"""Migration environment of publication; run by its owner role."""

from election_common import migrations
from publication.store.base import Base

migrations.run(Base.metadata)
