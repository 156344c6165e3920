import { texts } from '../texts';

/** The days of the week as the API names them. */
export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof days)[number];

/** Times of the week: begins on each of the days; one that ends no later than it begins ends on the next day. Times as 18:00, the end at most 24:00. */
export type Window = { days: string[]; from: string; to: string };

/** A part of one day, in minutes since midnight; day 0 is Monday. */
export type Span = { day: number; from: number; to: number };

const dayMinutes = 24 * 60;

export function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
}

export const timeOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** What a window covers of the week, cut at midnight. */
export function spansOf({ days: begins, from, to }: Window): Span[] {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  return begins.flatMap((name) => {
    const day = days.indexOf(name as Day);
    if (day < 0) return [];
    if (start < end) return [{ day, from: start, to: end }];
    return [
      { day, from: start, to: dayMinutes },
      { day: (day + 1) % 7, from: 0, to: end },
    ].filter((span) => span.from < span.to);
  });
}

/** A day's name in the language of whoever looks at it. */
export function dayName(day: number, form: 'short' | 'long' = 'short'): string {
  // The first of January 2024 was a Monday.
  return new Date(Date.UTC(2024, 0, 1 + day)).toLocaleDateString(texts.locale, { weekday: form, timeZone: 'UTC' });
}

/** Days in words, what follows on each other from the first to the last. */
export function daysWords(names: readonly string[]): string {
  const chosen = days.flatMap((name, day) => (names.includes(name) ? [day] : []));
  if (chosen.length === 0 || chosen.length === 7) return texts.week.everyDay;
  const runs: number[][] = [];
  for (const day of chosen) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => (run.length < 3 ? run.map((day) => dayName(day)).join(', ') : `${dayName(run[0]!)}–${dayName(run.at(-1)!)}`))
    .join(', ');
}

/** A window in words, as Mon–Fri 18:00–08:00. */
export function windowWords({ days: begins, from, to }: Window): string {
  const all = from === '00:00' && to === '24:00';
  return all ? daysWords(begins) : `${daysWords(begins)} ${from}–${to}`;
}
