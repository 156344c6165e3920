import { expect, test } from 'vitest';
import { Series } from './series';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute)).toISOString();
const value = (minute: number, ...sampledValue: object[]) =>
  ({ connectorId: 1, sampledAt: at(minute), source: 'MeterValues', sampledValue }) as never;

test('power that is told by phase is the sum of its phases', () => {
  const phase = (name: string) => ({ value: '1.5', measurand: 'Power.Active.Import', unit: 'kW', phase: name });
  const series = Series.of([value(0, phase('L1'), phase('L2'), phase('L3'))], 0);
  expect(series.points[0]?.watts).toBe(4500);
});

test('the sum that a station tells beside its phases counts alone', () => {
  const series = Series.of(
    [
      value(
        0,
        { value: '3000', measurand: 'Power.Active.Import' },
        { value: '1000', measurand: 'Power.Active.Import', phase: 'L1' },
      ),
    ],
    0,
  );
  expect(series.points[0]?.watts).toBe(3000);
});

test('where a station tells no power it follows from what the register gained', () => {
  const series = Series.of([value(0, { value: '1000' }), value(6, { value: '2.1', unit: 'kWh' })], 1000);
  expect(series.points).toEqual([{ at: Date.parse(at(6)), watts: 11_000, energyWh: 1100 }]);
});

test('a register that runs backwards makes no negative power', () => {
  const series = Series.of([value(0, { value: '1000' }), value(6, { value: '900' })], 0);
  expect(series.points[0]?.watts).toBe(0);
});

test('a value that is told again or late changes nothing', () => {
  const series = new Series();
  series.add(2000, 500, 10);
  series.add(2000, 700, 10);
  series.add(1000, 700, 5);
  expect(series.points.map(({ watts }) => watts)).toEqual([500]);
});
