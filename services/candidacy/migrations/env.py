"""Migration environment of candidacy; run by its owner role."""

import importlib
import pkgutil

from candidacy import store
from candidacy.store.base import Base
from election_common import migrations
from election_common.kerangka import jendela, pemilihan, wilayah

for module in pkgutil.iter_modules(store.__path__):
    importlib.import_module(f"candidacy.store.{module.name}")

migrations.run(Base.metadata, wilayah.Base.metadata, pemilihan.Base.metadata, jendela.Base.metadata)
