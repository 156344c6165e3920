import { expect, test } from 'vitest';
import type { Command, Schemas, Station } from '../api/client';
import { matters } from './attention';
import { shortened } from './Overview';
import { sumSites } from './Sites';

const now = Date.parse('2026-03-10T12:00:00Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const nothing = { stations: [], cases: [], commands: [], securityEvents: [], certificates: [] };
const station = (part: Partial<Station>) =>
  ({ identity: 'CP-1', site: 1, connected: true, disconnectedAt: null, connectors: [], ...part }) as unknown as Station;
const connector = (connectorId: number, status: string, errorCode = 'NoError') =>
  ({ connectorId, status, errorCode, info: null, statusAt: ago(3) }) as never;

test('a network where all is well has nothing that wants a person', () => {
  expect(matters({ ...nothing, stations: [station({ connectors: [connector(1, 'Available')] })] }, now)).toEqual([]);
});

test('a fault is told with its error code', () => {
  const [matter] = matters({ ...nothing, stations: [station({ connectors: [connector(2, 'Faulted', 'GroundFailure')] })] }, now);
  expect(matter).toMatchObject({ kind: 'fault', grave: true, station: 'CP-1', words: 'Connector 2 is faulted: GroundFailure' });
});

test('a station that has just gone is not told yet; one that stays away is', () => {
  const gone = (minutes: number) =>
    matters({ ...nothing, stations: [station({ connected: false, disconnectedAt: ago(minutes) })] }, now);
  expect(gone(2)).toHaveLength(0);
  expect(gone(6)).toHaveLength(1);
});

test('a station that never connected is none that went offline', () => {
  expect(matters({ ...nothing, stations: [station({ connected: false })] }, now)).toEqual([]);
});

test('a command that failed is told for a day, one that was answered never', () => {
  const command = (state: string, minutes: number, action = 'Reset', requestedBy = 'account:ann') =>
    ({ id: 1, station: 'CP-1', action, state, requestedBy, createdAt: ago(minutes) }) as unknown as Command;
  expect(matters({ ...nothing, commands: [command('TimedOut', 10)] }, now)).toHaveLength(1);
  expect(matters({ ...nothing, commands: [command('TimedOut', 25 * 60)] }, now)).toHaveLength(0);
  expect(matters({ ...nothing, commands: [command('Answered', 10)] }, now)).toHaveLength(0);
  // A share that was refused is seen where shares are.
  expect(
    matters({ ...nothing, commands: [command('Refused', 10, 'SetChargingProfile', 'program:ampwright-csms')] }, now),
  ).toHaveLength(0);
  expect(matters({ ...nothing, commands: [command('Refused', 10, 'SetChargingProfile')] }, now)).toHaveLength(1);
});

test('a certificate is told from thirty days before its end, and is grave once it has ended', () => {
  const ends = (days: number) =>
    matters(
      {
        ...nothing,
        certificates: [{ id: 1, station: 'CP-1', expiresAt: ago(-days * 24 * 60) } as Schemas['CertificateRequestView']],
      },
      now,
    );
  expect(ends(31)).toHaveLength(0);
  expect(ends(29)[0]?.grave).toBe(false);
  expect(ends(-1)[0]?.grave).toBe(true);
});

test('what is grave stands first, then what is newest', () => {
  const found = matters(
    {
      ...nothing,
      stations: [station({ connectors: [connector(1, 'Faulted')] })],
      cases: [{ id: 1, station: 'CP-2', kind: 'Ghost', detail: '', lastSeenAt: ago(1) } as unknown as Schemas['CaseView']],
      securityEvents: [
        { id: 1, station: 'CP-3', type: 'InvalidCsmsCertificate', receivedAt: ago(2) } as Schemas['SecurityEventView'],
      ],
    },
    now,
  );
  expect(found.map(({ kind }) => kind)).toEqual(['security', 'fault', 'case']);
});

test('of many of one kind the first few are shown, and how many more there are is told', () => {
  const stations = Array.from({ length: 8 }, (_, at) => station({ identity: `CP-${at}`, connectors: [connector(1, 'Faulted')] }));
  const { shown, left } = shortened(matters({ ...nothing, stations }, now), 5);
  expect(shown).toHaveLength(5);
  expect(left.get('fault')).toBe(3);
});

test('a site counts its connectors by status, without the station as a whole, and the power of its sessions', () => {
  const sums = sumSites({
    sites: [{ id: 1, name: 'Yard' }] as never,
    stations: new Map([
      ['CP-1', station({ connectors: [connector(0, 'Available'), connector(1, 'Charging'), connector(2, 'Available')] })],
    ]),
    running: new Map([[1, { station: 'CP-1', powerW: 7400 }]]) as never,
  });
  expect(sums[0]).toMatchObject({
    stations: 1,
    connected: 1,
    watts: 7400,
    counts: [
      ['Available', 1],
      ['Charging', 1],
    ],
  });
});
