import type { Schemas } from '../api/client';

export type UsageRow = Schemas['UsageRowView'];

export const metrics = ['energy', 'sessions', 'revenue', 'utilisation', 'co2'] as const;
export type Metric = (typeof metrics)[number];
export const groupings = ['month', 'site', 'station', 'driver'] as const;
export type Grouping = (typeof groupings)[number];

/** The months from one to another, as 2026-03; none where they stand the wrong way round. */
export function monthsBetween(from: string, until: string): string[] {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const first = number(from);
  return Array.from({ length: Math.max(0, number(until) - first + 1) }, (_, at) => {
    const month = first + at;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** The currency in which most was booked; null: nothing was. */
export function mainCurrency(rows: readonly UsageRow[]): string | null {
  const sums = new Map<string, number>();
  for (const { revenue } of rows)
    for (const { currency, gross } of revenue) sums.set(currency, (sums.get(currency) ?? 0) + gross);
  return [...sums].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null;
}

/** What a row says of a figure: kWh, a count, money of one currency, percent, kg; null where it says nothing. */
export function figureOf(row: UsageRow, metric: Metric, currency: string | null): number | null {
  switch (metric) {
    case 'energy':
      return row.energyWh / 1000;
    case 'sessions':
      return row.sessions;
    case 'revenue':
      return row.revenue.filter((one) => one.currency === currency).reduce((sum, { gross }) => sum + gross, 0);
    case 'utilisation':
      return row.utilisationPercent;
    default:
      return row.co2Grams === null ? null : row.co2Grams / 1000;
  }
}

/** A figure for every month, also for those in which nothing was. */
export function byMonth(
  rows: readonly UsageRow[],
  months: readonly string[],
  metric: Metric,
  currency: string | null,
): (number | null)[] {
  const found = new Map(rows.map((row) => [row.month, row]));
  return months.map((month) => {
    const row = found.get(month);
    return row ? figureOf(row, metric, currency) : metric === 'utilisation' || metric === 'co2' ? null : 0;
  });
}

/** The quarters that are over, the newest first, as 2026-Q1. */
export function quartersBefore(now: Date, count: number): string[] {
  const present = now.getFullYear() * 4 + Math.floor(now.getMonth() / 3);
  return Array.from({ length: count }, (_, back) => {
    const quarter = present - 1 - back;
    return `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
  });
}

type Asked = Record<string, string | number | undefined>;

/** The address of a table of the same. */
export function tableAddress(report: string, asked: Asked): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined && value !== '') query.set(name, String(value));
  return `/api/v1/reports/${report}.csv?${query}`;
}
