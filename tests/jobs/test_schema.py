"""The migrations make exactly the tables that the code sees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from flong.jobs import migrations, schema


def test_migrations_make_the_tables_of_the_code():
    with sa.create_engine("sqlite://").begin() as connection:
        migrations.upgrade(connection)
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.metadata) == []


def test_upgrading_twice_changes_nothing():
    with sa.create_engine("sqlite://").begin() as connection:
        migrations.upgrade(connection)
        migrations.upgrade(connection)
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == schema.REVISION


def test_the_newest_migration_is_the_revision_the_code_expects():
    assert ScriptDirectory(migrations.__path__[0]).get_current_head() == schema.REVISION


def test_hot_tables_are_clustered_on_their_keys():
    with sa.create_engine("sqlite://").begin() as connection:
        migrations.upgrade(connection)
        for table in ("chunk", "recipient", "attempt", "document", "suppression"):
            ddl = connection.scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = :n"), {"n": table})
            assert "WITHOUT ROWID" in ddl


def test_a_ledger_with_attempts_is_brought_to_the_new_columns():
    """What was written before has no class and no address."""
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    with sa.create_engine("sqlite://").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.exec_driver_sql(
            "INSERT INTO attempt (job, seq, attempt, state, started) VALUES (1, 1, 1, 'bounced', 0)"
        )
        connection.exec_driver_sql("INSERT INTO recipient (job, seq, state) VALUES (1, 1, 'bounced')")
        migrations.upgrade(connection)
        assert connection.execute(sa.select(schema.attempt.c.bounce)).all() == [("",)]
        assert connection.execute(sa.select(schema.recipient.c.address)).all() == [(None,)]
