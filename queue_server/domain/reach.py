"""Whose counters, services and tickets a person may see and act on: those of the agencies the person is bound to."""

from __future__ import annotations

from dataclasses import dataclass

from queue_server.domain.hall import Counter, Hall, Service, Zone


@dataclass(frozen=True, slots=True)
class Reach:
    """``agencies``: codes of those a person is bound to; none: the whole hall."""

    hall: Hall
    agencies: frozenset[str]

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the hall is closed to the person."""
        return not self.agencies

    def service(self, service: Service) -> bool:
        """Whether the service is one of theirs."""
        return self.is_whole or self.hall.agency_of(service.agency_id).code in self.agencies

    def counter(self, counter: Counter) -> bool:
        """Whether all of the counter's own work is theirs; what it helps with may be anybody's."""
        own = [id for id in counter.service_ids if id not in counter.helps] or counter.service_ids
        return self.is_whole or (bool(own) and all(self._of(id) for id in own))

    def zone(self, zone: Zone) -> bool:
        """Whether nothing but theirs is called there: what is done with a zone is done to all who wait in it."""
        here = [service for service in self.hall.services if service.zone_id == zone.id]
        here += [
            self.hall.service_of(id)
            for c in self.hall.counters
            if c.zone_id == zone.id
            for id in c.service_ids
        ]
        return self.is_whole or (bool(here) and all(self.service(one) for one in here))

    def ticket(self, *, service_id: int, counter_id: int | None) -> bool:
        """Whether it waits for a service of theirs, or was called, held or served last at a counter of theirs."""
        at = counter_id is not None and self.counter(self.hall.counter_of(counter_id))
        return at or self._of(service_id)

    def services(self) -> frozenset[str] | None:
        """Codes of the services that are theirs, former ones too; None: all."""
        if self.is_whole:
            return None
        former = [one for one in self.hall.former if isinstance(one, Service)]
        return frozenset(s.code for s in (*former, *self.hall.services) if self.service(s))

    def _of(self, service_id: int) -> bool:
        return self.service(self.hall.service_of(service_id))
