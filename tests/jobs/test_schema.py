"""The migrations make exactly the tables that the code sees."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from flong.jobs import migrations, progressing, schema, states


@contextmanager
def ledger_at(revision):
    """A ledger as earlier releases left it."""
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    with sa.create_engine("sqlite://").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        yield connection


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
    with ledger_at("0002") as connection:
        connection.exec_driver_sql(
            "INSERT INTO attempt (job, seq, attempt, state, started) VALUES (1, 1, 1, 'bounced', 0)"
        )
        connection.exec_driver_sql("INSERT INTO recipient (job, seq, state) VALUES (1, 1, 'bounced')")
        migrations.upgrade(connection)
        assert connection.execute(sa.select(schema.attempt.c.bounce)).all() == [("",)]
        assert connection.execute(sa.select(schema.recipient.c.address)).all() == [(None,)]


def test_states_are_checked_before_and_after_the_constraint_is_edited():
    with ledger_at("0004") as connection:
        connection.exec_driver_sql("INSERT INTO recipient (job, seq, state, amount) VALUES (1, 1, 'held', 7)")
        migrations.upgrade(connection)
        for seq, state in enumerate(states.ALL, 2):
            connection.exec_driver_sql("INSERT INTO recipient (job, seq, state) VALUES (1, ?, ?)", (seq, state))
        with pytest.raises(sa.exc.IntegrityError, match="recipient_state"):
            connection.exec_driver_sql("UPDATE recipient SET state = 'lost' WHERE seq = 1")
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.execute(sa.select(schema.recipient.c.amount)).first() == (7,)


def test_what_an_earlier_release_left_in_flight_is_ambiguous():
    """It noted an attempt when a message began; now its recipient says so."""
    with ledger_at("0004") as connection:
        for sql in (
            "INSERT INTO job (id, name, policy, stream, template, clock, deadline, chunk_size, created) "
            "VALUES (1, 'may', 'hold', 'otp', '', 0, 0, 9, 0)",
            "INSERT INTO recipient (job, seq, state, attempt) VALUES (1, 1, 'in_flight', 2)",
            "INSERT INTO attempt (job, seq, attempt, state, started) VALUES (1, 1, 2, 'in_flight', 5)",
        ):
            connection.exec_driver_sql(sql)
        migrations.upgrade(connection)
        assert not connection.execute(sa.select(schema.attempt)).all()
        assert connection.execute(sa.select(schema.recipient.c.begun)).all() == [(5,)]
        assert progressing.recover(1, 9.0)(connection.connection.driver_connection) == 1
        columns = schema.attempt.c
        found = connection.execute(sa.select(columns.attempt, columns.state, columns.started, columns.ended)).all()
        assert found == [(2, "ambiguous", 5, 9)]
