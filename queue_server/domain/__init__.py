"""The rules of the hall. Plain Python: no clock, database, files, settings or web here; time comes in as ``at``."""
