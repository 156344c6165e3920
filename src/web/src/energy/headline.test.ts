import { expect, test } from 'vitest';
import { buildingWatts, chargingWatts, limitWatts } from './Headline';
import type { Plan, WorstCase } from './plan';

const worst = (schedule: string | null): WorstCase => ({
  at: '',
  holds: true,
  building: { l1: 10, l2: 20, l3: 0 },
  buildingIsFresh: true,
  nodes: [{ name: 'House', schedule, holds: true, rows: [] }],
});
const plan = (part: Partial<NonNullable<Plan['nodes']>[number]>): Plan => ({ nodes: [{ name: 'House', ...part }] });

test('the limit is the smaller of what amperes and kilowatts allow, in the times of a schedule that of the schedule', () => {
  expect(limitWatts(plan({ amperes: 100 }), worst(null))).toBeCloseTo(69_000);
  expect(limitWatts(plan({ amperes: 100, kilowatts: 50 }), worst(null))).toBeCloseTo(50_000);
  const evening = plan({ amperes: 100, schedules: [{ name: 'Evening', windows: [], amperes: 10 }] });
  expect(limitWatts(evening, worst('Evening'))).toBeCloseTo(6900);
  expect(limitWatts(evening, worst(null))).toBeCloseTo(69_000);
});

test('what the building draws is of all its phases, and cars are those of the site', () => {
  expect(buildingWatts(plan({}), worst(null))).toBe(6900);
  const session = (station: string, powerW: number | null) =>
    ({ station, powerW }) as Parameters<typeof chargingWatts>[0] extends Iterable<infer T> ? T : never;
  expect(chargingWatts([session('A', 7000), session('B', 500), session('A', null)], (station) => station === 'A')).toBe(7000);
});
