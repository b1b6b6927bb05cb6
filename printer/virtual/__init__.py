"""The virtual printer: a network printer without paper, with every fault on demand."""
