import { expect, test } from 'vitest';
import { limitAt, stepPath, stepsOf, stepsTold, topOf } from './schedule';

const start = '2026-03-01T00:00:00Z';
const from = Date.parse(start);
const hour = 3_600_000;
const steps = stepsOf(start, [
  { startPeriod: 0, limit: 16 },
  { startPeriod: 3600, limit: 8 },
]);

test('a limit holds from its instant until the next one', () => {
  expect(limitAt(steps, from - 1)).toBeNull();
  expect(limitAt(steps, from)).toBe(16);
  expect(limitAt(steps, from + hour - 1)).toBe(16);
  expect(limitAt(steps, from + hour)).toBe(8);
});

test('a schedule is drawn as steps to its end', () => {
  expect(stepPath(steps, from, from + 2 * hour, 16)).toBe('M0.0 0.0H500.0L500.0 100.0H1000.0');
});

test('where no limit is known there is a gap', () => {
  const gap = stepsOf(start, [
    { startPeriod: 0, limit: 16 },
    { startPeriod: 1800, limit: null },
    { startPeriod: 5400, limit: 8 },
  ]);
  expect(stepPath(gap, from, from + 2 * hour, 16)).toBe('M0.0 0.0H250.0M750.0 100.0H1000.0');
});

test('what lies before the window is not drawn', () => {
  expect(stepPath(steps, from + hour, from + 2 * hour, 16)).toBe('M0.0 100.0H1000.0');
});

test('a station that told no schedule has none', () => {
  expect(stepsTold({ status: 'Rejected' })).toEqual([]);
  expect(stepsTold(null)).toEqual([]);
  expect(
    stepsTold({ scheduleStart: start, chargingSchedule: { chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] } }),
  ).toEqual([{ at: from, limit: 16 }]);
});

test('the upper edge is above every limit', () => {
  expect(topOf(steps, [{ at: from, limit: 32 }])).toBeGreaterThan(32);
  expect(topOf([])).toBeGreaterThan(0);
});
