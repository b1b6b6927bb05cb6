"""Runs the migrations on the engine that storage/opening.py hands over."""

from alembic import context
from sqlalchemy import Engine

from queue_server.storage.schema import metadata

engine: Engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=connection.dialect.name == "postgresql",
    )
    # The SQLite connection never begins by itself; all or nothing, also when the power goes.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
