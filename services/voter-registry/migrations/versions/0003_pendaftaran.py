"""Regions, elections with rule set and legal time, polling stations, voters, lists."""

from pathlib import Path

from election_common import migrations

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply."""
    migrations.execute(migrations.copies("voter_registry", "jendela"))
    migrations.execute(Path(__file__).with_suffix(".sql").read_text())
