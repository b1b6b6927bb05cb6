"""A hall that lives: seeded days with visitors and staff, on the real use cases at full speed."""
