"""Which profile an import was read by, and the sha256 of what that said; none for imports before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import", sa.Column("profile", sa.Text(), nullable=True))
    op.add_column("import", sa.Column("profile_sha256", sa.String(64), nullable=True))
