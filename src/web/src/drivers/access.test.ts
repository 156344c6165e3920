import { expect, test } from 'vitest';
import { asPut, nameOf, standing } from './access';

test('a card that is blocked and has expired is blocked, because that is looked at first', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  expect(standing({ blocked: true, expiresAt: '2026-01-01T00:00:00Z' }, now)).toBe('blocked');
  expect(standing({ blocked: false, expiresAt: '2026-03-01T12:00:00Z' }, now)).toBe('expired');
  expect(standing({ blocked: false, expiresAt: '2026-03-01T12:00:01Z' }, now)).toBe('inForce');
  expect(standing({ blocked: false, expiresAt: null }, now)).toBe('inForce');
});

test('what is said about a card is sent back whole, without the card itself', () => {
  const said = { parentIdTag: 'P', blocked: false, expiresAt: null, oneTransactionAtATime: true, driver: 5, note: 'red' };
  expect(asPut({ idTag: 'A', ...said })).toEqual(said);
});

test('what has no name yet is told by its number', () => {
  expect(nameOf([{ id: 1, name: 'Ann' }], 1)).toBe('Ann');
  expect(nameOf(undefined, 7)).toBe('7');
});
