import { expect, test } from 'vitest';
import { kinds } from '../live/events';
import { texts } from '../texts';
import { duration, energy, money, power } from './numbers';
import { outcome, sentence, statusWord } from './states';
import { moment } from './times';

test('energy is told in kWh to the watt-hour, power in kW from a thousand watts on', () => {
  expect(energy(12_345)).toBe('12.345 kWh');
  expect(power(999)).toBe('999 W');
  expect(power(11_040)).toBe('11.04 kW');
  expect(power(null)).toBe('–');
});

test('a duration over a day tells its days', () => {
  expect(duration('2026-03-01T00:00:00Z', '2026-03-02T01:02:03Z')).toBe('1 d 01:02:03');
});

test('money is written as its currency is, and one that nobody knows by its code', () => {
  expect(money(1.5, 'EUR')).toBe('€1.50');
  expect(money(1.5, 'nonsense')).toBe('1.50 nonsense');
});

test('a moment of today is told without its day, in the zone of the site', () => {
  const now = Date.parse('2026-03-01T23:30:00Z');
  expect(moment('2026-03-01T22:00:00Z', 'UTC', now)).toBe('22:00:00');
  expect(moment('2026-03-01T22:00:00Z', 'Europe/Berlin', now)).toBe('1 Mar, 23:00:00');
});

test('every kind of event that is followed has a sentence', () => {
  for (const kind of kinds) expect(texts.events[kind], kind).toBeTypeOf('function');
});

test('an event of a kind without a sentence is told by its name', () => {
  expect(sentence({ sequence: 1, at: '', kind: 'somethingNew', station: null, change: {} })).toBe('somethingNew');
});

test('a status that the standard does not know is shown as it came', () => {
  expect(statusWord('<b>Odd</b>')).toBe('<b>Odd</b>');
});

test('each state of a command has its words', () => {
  const of = (state: string, part = {}) =>
    outcome({ state, status: null, errorCode: null, errorText: null, supersededBy: null, ...part } as never);
  expect(of('Answered', { status: 'Accepted' })).toEqual({ tone: 'good', words: 'Accepted' });
  expect(of('Refused', { status: 'Rejected' }).words).toContain('Rejected');
  expect(of('Refused', { errorCode: 'NotSupported', errorText: 'no' }).words).toContain('NotSupported');
  expect(of('TimedOut').tone).toBe('bad');
  expect(of('Superseded', { supersededBy: 12 }).words).toContain('12');
  expect(of('Queued').tone).toBe('waiting');
});
