import { minuteOf, type Span } from '../parts/week';
import type { Band, Terms } from './tariffs';

/** The prices of a tariff that bands can change. */
export const rateKinds = ['perKwh', 'perMinute', 'idlePerMinute'] as const;
export type RateKind = (typeof rateKinds)[number];

/** A part of a day with one price; `band` is the number of the band whose it is, null where it is the tariff's own. */
export type Rated = Span & { band: number | null; price: number };

const dayMinutes = 24 * 60;

/** The day so many days later, as 2026-03-02. */
export function addDays(date: string, count: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + count);
  return day.toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export const mondayOf = (date: string) => addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Whether a band begins on a day: by weekday, season and holiday. */
function beginsOn(band: Band, date: string, holidays: readonly string[]): boolean {
  const weekday = names[new Date(`${date}T00:00:00Z`).getUTCDay()]!;
  if (band.days?.length && !band.days.includes(weekday)) return false;
  if (band.seasonFrom && band.seasonTo) {
    const day = date.slice(5);
    const [first, last] = [band.seasonFrom, band.seasonTo];
    if (first <= last ? day < first || day > last : day < first && day > last) return false;
  }
  if (band.holidays !== 'Only' && band.holidays !== 'Never') return true;
  return holidays.includes(date) === (band.holidays === 'Only');
}

function covers(band: Band, date: string, minute: number, holidays: readonly string[]): boolean {
  const [from, to] = [minuteOf(band.from ?? '00:00'), minuteOf(band.to ?? '24:00')];
  if (from < to) return minute >= from && minute < to && beginsOn(band, date, holidays);
  return (minute >= from && beginsOn(band, date, holidays)) || (minute < to && beginsOn(band, addDays(date, -1), holidays));
}

/** The prices of one kind over the week that begins on a Monday: of the bands that hold, the first that names one counts. */
export function weekOf(terms: Terms, monday: string, kind: RateKind): Rated[] {
  const bands = terms.bands ?? [];
  const holidays = terms.holidays ?? [];
  const turns = [...new Set([0, ...bands.flatMap((band) => [minuteOf(band.from ?? '00:00'), minuteOf(band.to ?? '24:00')])])]
    .filter((minute) => minute < dayMinutes)
    .sort((one, other) => one - other);
  const found: Rated[] = [];
  for (let day = 0; day < 7; day++) {
    const date = addDays(monday, day);
    for (const [at, from] of turns.entries()) {
      const number = bands.findIndex((band) => band[kind] != null && covers(band, date, from, holidays));
      const band = number < 0 ? null : number;
      const price = (band === null ? terms[kind] : bands[band]![kind]) ?? 0;
      const to = turns[at + 1] ?? dayMinutes;
      const before = found.at(-1);
      if (before && before.day === day && before.band === band) before.to = to;
      else found.push({ day, from, to, band, price });
    }
  }
  return found;
}

/** The kinds that the tariff charges for at all, energy always. */
export const kindsOf = (terms: Terms) =>
  rateKinds.filter((kind) => kind === 'perKwh' || terms[kind] || terms.bands?.some((band) => band[kind] != null));
