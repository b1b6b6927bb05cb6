"""HTTP: parse, call a use case, answer. Refusals become problem documents in errors.py, nowhere else."""
