import { expect, test } from 'vitest';
import { byMonth, figureOf, mainCurrency, monthsBetween, quartersBefore, tableAddress, type UsageRow } from './usage';

const row = (part: Partial<UsageRow>): UsageRow => ({
  month: '2026-03',
  site: null,
  station: null,
  driver: null,
  sessions: 3,
  energyWh: 12_500,
  sessionMinutes: 90,
  utilisationPercent: 4.5,
  co2Grams: 4750,
  revenue: [
    { currency: 'EUR', net: 4, tax: 1, gross: 5 },
    { currency: 'CHF', net: 8, tax: 1, gross: 9 },
  ],
  ...part,
});

test('months go over the end of a year, both ends among them', () => {
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  expect(monthsBetween('2026-03', '2026-03')).toEqual(['2026-03']);
  expect(monthsBetween('2026-03', '2026-02')).toEqual([]);
});

test('each figure is told in its unit, money in one currency only', () => {
  expect(mainCurrency([row({})])).toBe('CHF');
  expect(mainCurrency([row({ revenue: [] })])).toBeNull();
  expect((['energy', 'sessions', 'revenue', 'utilisation', 'co2'] as const).map((one) => figureOf(row({}), one, 'EUR'))).toEqual([
    12.5, 3, 5, 4.5, 4.75,
  ]);
  expect(figureOf(row({ co2Grams: null }), 'co2', null)).toBeNull();
});

test('a month in which nothing was has no energy, and no utilisation that is known', () => {
  const months = ['2026-02', '2026-03'];
  expect(byMonth([row({})], months, 'energy', null)).toEqual([0, 12.5]);
  expect(byMonth([row({})], months, 'utilisation', null)).toEqual([null, 4.5]);
});

test('quarters are those that are over', () => {
  expect(quartersBefore(new Date(2026, 1, 10), 3)).toEqual(['2025-Q4', '2025-Q3', '2025-Q2']);
});

test('the address of a table asks for what is shown, and for nothing that is not said', () => {
  expect(tableAddress('usage', { from: '2026-03', by: 'site,month', site: undefined })).toBe(
    '/api/v1/reports/usage.csv?from=2026-03&by=site%2Cmonth',
  );
});
