import { expect, test } from 'vitest';
import type { Station } from '../api/client';
import { choose, lines } from './choose';

const station = (identity: string, part: Partial<Station> = {}) =>
  ({
    identity,
    site: 1,
    connected: true,
    registeredAt: '2026-01-01T00:00:00Z',
    connectors: [],
    vendor: 'Vendor',
    model: 'Model',
    ...part,
  }) as unknown as Station;
const status = (connectorId: number, status: string) => ({ connectorId, status, statusAt: '2026-01-02T00:00:00Z' }) as never;
const chosen = (stations: Station[], search: Parameters<typeof choose>[1]) =>
  choose(lines(stations, [], []), search).map((line) => line.station.identity);

test('numbers in identities are sorted as numbers', () => {
  expect(chosen([station('CP-10'), station('CP-9')], {})).toEqual(['CP-9', 'CP-10']);
});

test('every word of the search must be found, in whatever field and case', () => {
  const stations = [station('CP-1', { model: 'AMPEVO' }), station('CP-2', { serialNumber: 'AMPEVO-7' }), station('CP-3')];
  expect(chosen(stations, { q: 'ampevo' })).toEqual(['CP-1', 'CP-2']);
  expect(chosen(stations, { q: 'ampevo cp-2' })).toEqual(['CP-2']);
});

test('filters are taken together', () => {
  const stations = [
    station('CP-1', { connected: false }),
    station('CP-2', { site: 2 }),
    station('CP-3', { site: 2, connected: false }),
  ];
  expect(chosen(stations, { connection: 'offline', site: 2 })).toEqual(['CP-3']);
});

test('a status is sought at the connectors, and a fault of the whole station too', () => {
  const stations = [
    station('CP-1', { connectors: [status(0, 'Available'), status(1, 'Charging')] }),
    station('CP-2', { connectors: [status(0, 'Faulted')] }),
  ];
  expect(chosen(stations, { status: 'Available' })).toEqual([]);
  expect(chosen(stations, { status: 'Charging' })).toEqual(['CP-1']);
  expect(chosen(stations, { status: 'Faulted' })).toEqual(['CP-2']);
});

test('sorted downwards the order is the other way round', () => {
  expect(chosen([station('CP-1'), station('CP-2')], { down: true })).toEqual(['CP-2', 'CP-1']);
});

test('the most powerful stand first when sorted by power, and those without last', () => {
  const all = lines([station('CP-1'), station('CP-2'), station('CP-3')], [], [
    { station: 'CP-3', powerW: 11_000 },
    { station: 'CP-2', powerW: 22_000 },
  ] as never);
  expect(choose(all, { sort: 'power' }).map((line) => line.station.identity)).toEqual(['CP-2', 'CP-3', 'CP-1']);
});
