import { expect, test } from 'vitest';
import { addDays, kindsOf, mondayOf, weekOf } from './rates';
import type { Terms } from './tariffs';

const terms = (bands: Terms['bands'], more: Partial<Terms> = {}): Terms => ({ currency: 'EUR', perKwh: 0.5, bands, ...more });
const told = (week: ReturnType<typeof weekOf>, day: number) =>
  week.filter((part) => part.day === day).map(({ from, to, price }) => [from / 60, to / 60, price]);

test('a band that runs over midnight goes by the day on which it begins', () => {
  const week = weekOf(terms([{ name: 'n', days: ['fri'], from: '22:00', to: '06:00', perKwh: 0.3 }]), '2026-03-02', 'perKwh');
  expect(told(week, 4)).toEqual([
    [0, 22, 0.5],
    [22, 24, 0.3],
  ]);
  expect(told(week, 5)).toEqual([
    [0, 6, 0.3],
    [6, 24, 0.5],
  ]);
  expect(told(week, 6)).toEqual([[0, 24, 0.5]]);
});

test('of the bands that hold the first one that names the price counts', () => {
  const bands = [
    { name: 'idle', from: '08:00', to: '20:00', idlePerMinute: 0.1 },
    { name: 'noon', from: '11:00', to: '14:00', perKwh: 0.2 },
    { name: 'day', from: '08:00', to: '20:00', perKwh: 0.4 },
  ];
  const week = weekOf(terms(bands), '2026-03-02', 'perKwh');
  expect(told(week, 0)).toEqual([
    [0, 8, 0.5],
    [8, 11, 0.4],
    [11, 14, 0.2],
    [14, 20, 0.4],
    [20, 24, 0.5],
  ]);
  expect(week.find((part) => part.from === 11 * 60)?.band).toBe(1);
});

test('a season may run over the end of the year, and its last day is in it', () => {
  const winter = [{ name: 'w', seasonFrom: '11-01', seasonTo: '03-04', perKwh: 0.6 }];
  const week = weekOf(terms(winter), '2026-03-02', 'perKwh');
  expect([0, 1, 2, 3].map((day) => told(week, day)[0]![2])).toEqual([0.6, 0.6, 0.6, 0.5]);
});

test('a band only on holidays holds on them, and one never on holidays on all other days', () => {
  const holidays = { holidays: ['2026-03-03'] };
  const only = weekOf(terms([{ name: 'h', holidays: 'Only', perKwh: 0.1 }], holidays), '2026-03-02', 'perKwh');
  expect([0, 1, 2].map((day) => told(only, day)[0]![2])).toEqual([0.5, 0.1, 0.5]);
  const never = weekOf(terms([{ name: 'h', holidays: 'Never', perKwh: 0.1 }], holidays), '2026-03-02', 'perKwh');
  expect([0, 1, 2].map((day) => told(never, day)[0]![2])).toEqual([0.1, 0.5, 0.1]);
});

test('the week of a day begins on its Monday', () => {
  expect(mondayOf('2026-03-01')).toBe('2026-02-23');
  expect(mondayOf('2026-03-02')).toBe('2026-03-02');
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
});

test('what a tariff does not charge for is not drawn, energy always', () => {
  expect(kindsOf(terms([{ name: 'n', idlePerMinute: 0 }]))).toEqual(['perKwh', 'idlePerMinute']);
  expect(kindsOf(terms([], { perMinute: 0.01 }))).toEqual(['perKwh', 'perMinute']);
});
