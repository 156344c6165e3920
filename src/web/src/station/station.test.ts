import { expect, test } from 'vitest';
import type { Message } from '../api/client';
import { inputLines } from '../parts/Decision';
import { chartData } from '../sessions/Chart';
import { chooseKeys, drifts, keyLines } from './drift';
import { exportUrl, merged } from './useTail';

const message = (sequence: number) => ({ sequence }) as Message;
const told = { template: 1, unread: null, keys: [{ key: 'HeartbeatInterval', value: '60', known: true }] } as never;
const drift = {
  template: 1,
  name: 'Yard',
  inStep: false,
  keys: [
    { key: 'HEARTBEATINTERVAL', expected: '300', reported: '60', state: 'Differs' },
    { key: 'WebSocketPingInterval', expected: '30', reported: null, state: 'Unread' },
  ],
} as never;

test('a key of the template is the same key as that of the station, whatever its case', () => {
  const lines = keyLines(told, drift);
  expect(lines.map(({ key }) => key)).toEqual(['HeartbeatInterval', 'WebSocketPingInterval']);
  expect(lines[0]?.drift?.state).toBe('Differs');
  expect(lines.filter(drifts)).toHaveLength(2);
});

test('keys are found by name, by value and by what the template wants', () => {
  const lines = keyLines(told, drift);
  expect(chooseKeys(lines, 'HEART', false)).toHaveLength(1);
  expect(chooseKeys(lines, '300', false)).toHaveLength(1);
  expect(chooseKeys(keyLines(told, null), '', true)).toHaveLength(0);
});

test('frames that come are put before those that are known, each once, and the oldest are forgotten', () => {
  const sequences = (most: number) =>
    merged([message(3), message(2)], [message(3), message(4), message(5)], most).map(({ sequence }) => sequence);
  expect(sequences(10)).toEqual([5, 4, 3, 2]);
  expect(sequences(3)).toEqual([5, 4, 3]);
});

test('frames of which none is new leave the list as it is', () => {
  const known = [message(3)];
  expect(merged(known, [message(2)])).toBe(known);
});

test('an export asks for the same frames as the list', () => {
  const address = new URL(exportUrl('CP 1', { action: 'Authorize', findings: true }), 'http://host');
  expect(Object.fromEntries(address.searchParams)).toEqual({ station: 'CP 1', action: 'Authorize', findings: 'true' });
});

test('a chart leaves out energy that was not told', () => {
  expect(chartData([{ at: 1000, watts: 500, energyWh: null }])).toEqual([[1], [0.5], [null]]);
});

test('what a decision looked at is told as it stands', () => {
  expect(inputLines({ site: 1, blocked: false, policy: 'KnownTags', windows: ['a'] })).toEqual([
    ['Site', '1'],
    ['Blocked', 'No'],
    ['policy', 'KnownTags'],
    ['windows', '["a"]'],
  ]);
  expect(inputLines(null)).toEqual([]);
});
