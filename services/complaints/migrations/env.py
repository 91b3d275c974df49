"""Migration environment of complaints; run by its owner role."""

import importlib
import pkgutil

from complaints import store
from complaints.store.base import Base
from election_common import migrations
from election_common.kerangka import jendela, pemilihan

for module in pkgutil.iter_modules(store.__path__):
    importlib.import_module(f"complaints.store.{module.name}")

migrations.run(Base.metadata, pemilihan.Base.metadata, jendela.Base.metadata)
