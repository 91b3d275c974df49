"""Migration environment of publication; run by its owner role."""

import importlib
import pkgutil

from election_common import migrations
from election_common.kerangka import pemilihan, wilayah
from publication import store
from publication.store.base import Base

for module in pkgutil.iter_modules(store.__path__):
    importlib.import_module(f"publication.store.{module.name}")

migrations.run(Base.metadata, wilayah.Base.metadata, pemilihan.Base.metadata)
