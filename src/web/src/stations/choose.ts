import type { Site, Station, Transaction } from '../api/client';
import type { StationsSearch } from '../router';

/** A line of the list: a station with what is said of it beside. */
export type Line = { station: Station; site: string; watts: number | null; changedAt: string; haystack: string };

export const columns = ['identity', 'site', 'model', 'connection', 'power', 'changed'] as const;
export type Column = (typeof columns)[number];

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The moment of the last thing that a station told of itself. */
function changed(station: Station): string {
  let latest = station.registeredAt;
  const instants = [
    station.connectedAt,
    station.disconnectedAt,
    station.lastBootAt,
    ...station.connectors.map((one) => one.statusAt),
  ];
  for (const at of instants) if (at && at > latest) latest = at;
  return latest;
}

export function lines(stations: Iterable<Station>, sites: readonly Site[], running: Iterable<Transaction>): Line[] {
  const names = new Map(sites.map((site) => [site.id, site.name]));
  const watts = new Map<string, number>();
  for (const { station, powerW } of running) if (powerW != null) watts.set(station, (watts.get(station) ?? 0) + powerW);
  return Array.from(stations, (station) => ({
    station,
    site: names.get(station.site) ?? '',
    watts: watts.get(station.identity) ?? null,
    changedAt: changed(station),
    haystack: [station.identity, station.vendor, station.model, station.serialNumber, station.firmwareVersion]
      .filter(Boolean)
      .join(' ')
      .toLowerCase(),
  }));
}

/** Those that the search and filters let through, in the order asked for. */
export function choose(all: readonly Line[], search: StationsSearch): Line[] {
  const parts = (search.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter(
    ({ station, haystack }) =>
      (!search.connection || station.connected === (search.connection === 'connected')) &&
      (!search.site || station.site === search.site) &&
      (!search.status ||
        station.connectors.some((one) => one.status === search.status && (one.connectorId > 0 || one.status === 'Faulted'))) &&
      parts.every((part) => haystack.includes(part)),
  );
  const direction = search.down ? -1 : 1;
  const order = orders[columns.find((column) => column === search.sort) ?? 'identity'];
  return found.sort(
    (one, other) => direction * order(one, other) || byName.compare(one.station.identity, other.station.identity),
  );
}

const orders: Record<Column, (one: Line, other: Line) => number> = {
  identity: (one, other) => byName.compare(one.station.identity, other.station.identity),
  site: (one, other) => byName.compare(one.site, other.site),
  model: (one, other) => byName.compare(one.station.model ?? '', other.station.model ?? ''),
  connection: (one, other) => Number(other.station.connected) - Number(one.station.connected),
  power: (one, other) => (other.watts ?? -1) - (one.watts ?? -1),
  changed: (one, other) => (one.changedAt < other.changedAt ? 1 : one.changedAt > other.changedAt ? -1 : 0),
};
