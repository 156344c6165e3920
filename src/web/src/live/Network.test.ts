import { beforeEach, expect, test, vi } from 'vitest';
import { Network } from './Network';

const answers = new Map<string, unknown>();

class NoStream {
  onopen = null;
  onerror = null;
  addEventListener() {}
  close() {}
}

const connector = (connectorId: number, status: string) => ({
  station: 'CP-1',
  connectorId,
  status,
  errorCode: 'NoError',
  info: null,
  live: true,
});
const station = {
  identity: 'CP-1',
  site: 1,
  connected: true,
  connectors: [connector(0, 'Available'), connector(1, 'Available')],
};
const transaction = {
  id: 7,
  station: 'CP-1',
  connectorId: 1,
  idTag: 'TAG',
  state: 'Running',
  meterStart: 100,
  energyWh: 0,
  powerW: null,
  flags: [],
};
const none = { items: [], next: null };

beforeEach(() => {
  answers.clear();
  answers.set('/api/v1/events/log', none);
  answers.set('/api/v1/sites', none);
  answers.set('/api/v1/transactions', none);
  answers.set('/api/v1/stations', { items: [station], next: null });
  vi.stubGlobal('EventSource', NoStream);
  vi.stubGlobal('fetch', async (request: Request) => {
    const answer = answers.get(new URL(request.url).pathname);
    return answer === undefined
      ? Response.json({ status: 404, code: 'gone', detail: 'gone' }, { status: 404 })
      : Response.json(answer);
  });
});

async function started(): Promise<Network> {
  const network = new Network();
  await network.start();
  return network;
}

let sequence = 0;
const event = (kind: string, change: object, at = '2026-03-01T12:00:00Z') => ({
  sequence: ++sequence,
  at,
  kind,
  station: 'CP-1',
  change,
});

test('a status that a station reports is the status of that connector, and of no other', async () => {
  const network = await started();
  network.take(event('connectorStatusChanged', { connectorId: 1, status: 'Charging', errorCode: 'NoError' }));
  expect(network.stations.get('CP-1')?.connectors.map(({ status }) => status)).toEqual(['Available', 'Charging']);
});

test('whoever watches is told of a change, and sees another map', async () => {
  const network = await started();
  const before = network.stations;
  const told = vi.fn();
  network.watch(told);
  network.take(event('connectorStatusChanged', { connectorId: 1, status: 'Faulted', errorCode: 'GroundFailure' }));
  expect(told).toHaveBeenCalled();
  expect(network.stations).not.toBe(before);
});

test('a session that starts is read, grows with its meter values, and is gone when it has ended', async () => {
  const network = await started();
  answers.set('/api/v1/transactions/7', { ...transaction, meterValues: [] });
  network.take(event('transactionStarted', { transactionId: 7, connectorId: 1, idTag: 'TAG' }));
  await vi.waitFor(() => expect(network.runningAt('CP-1', 1)?.id).toBe(7));
  network.take(event('transactionMetered', { transactionId: 7, connectorId: 1, energyWh: 250, powerW: 11_000 }));
  expect(network.running.get(7)).toMatchObject({ energyWh: 250, powerW: 11_000 });
  expect(network.series.get(7)?.points).toHaveLength(1);
  answers.set('/api/v1/transactions/7', { ...transaction, state: 'Ended', meterValues: [] });
  network.take(event('transactionStopped', { transactionId: 7, connectorId: 1, energyWh: 300, reason: 'Local' }));
  await vi.waitFor(() => expect(network.runningAt('CP-1', 1)).toBeNull());
});

test('a station that was removed is gone, and one that was registered is read', async () => {
  const network = await started();
  answers.set('/api/v1/stations/CP-2', { ...station, identity: 'CP-2' });
  network.take({ ...event('stationRegistered', {}), station: 'CP-2' });
  await vi.waitFor(() => expect(network.stations.has('CP-2')).toBe(true));
  network.take(event('stationRemoved', {}));
  expect([...network.stations.keys()]).toEqual(['CP-2']);
});

test('an event that is told twice stands once among what has happened', async () => {
  const network = await started();
  const one = event('stationDisconnected', { why: 'Closed' });
  network.take(one);
  network.take(one);
  expect(network.feed.filter(({ kind }) => kind === 'stationDisconnected')).toHaveLength(1);
});

test('lists are read to their last page', async () => {
  const pages: unknown[] = [
    { items: [station], next: 'CP-1' },
    { items: [{ ...station, identity: 'CP-2' }], next: null },
  ];
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname;
    return Response.json(path === '/api/v1/stations' ? pages.shift() : answers.get(path));
  });
  const network = await started();
  expect([...network.stations.keys()]).toEqual(['CP-1', 'CP-2']);
});
