"""Copies of voter-registry's facts, schedule, results, recapitulation, documents."""

from pathlib import Path

from election_common import migrations

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.copies("publication", "wilayah", "pemilihan"))
    migrations.execute(Path(__file__).with_suffix(".sql").read_text())
