"""Its migrations: the common tables are all it has."""

from sqlalchemy import MetaData

from election_common import migrations

migrations.run(MetaData())
