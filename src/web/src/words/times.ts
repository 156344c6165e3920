import { texts } from '../texts';

const known = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let found = known.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(texts.locale, options);
    known.set(key, found);
  }
  return found;
}

const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;

/** In a site's time zone; one that this browser does not know is as good as none. */
function inZone(options: Intl.DateTimeFormatOptions, zone: string | undefined): Intl.DateTimeFormat {
  try {
    return format({ ...options, timeZone: zone });
  } catch {
    return format(options);
  }
}

export const clock = (instant: string, zone?: string) => inZone(time, zone).format(new Date(instant));

export const day = (instant: string, zone?: string) =>
  inZone({ day: 'numeric', month: 'short', year: 'numeric' }, zone).format(new Date(instant));

/** The time, with the day where that is not today. */
export function moment(instant: string | null | undefined, zone?: string, now = Date.now()): string {
  if (!instant) return texts.nothing;
  const dayOf = (at: Date) => inZone({ day: 'numeric', month: 'numeric', year: 'numeric' }, zone).format(at);
  const at = new Date(instant);
  if (dayOf(at) === dayOf(new Date(now))) return clock(instant, zone);
  return inZone({ day: 'numeric', month: 'short', ...time }, zone).format(at);
}

export const full = (instant: string, zone?: string) =>
  inZone({ day: 'numeric', month: 'long', year: 'numeric', ...time, timeZoneName: 'short' }, zone).format(new Date(instant));

/** An instant by the browser's clock, as a control for date and time has it. */
export function localOf(instant: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What a control for date and time says, by the browser's clock, as an instant. */
export const instantOf = (local: string) => new Date(local).toISOString();

/** Today by the browser's clock, as 2026-03-02. */
export const today = () => localOf(new Date().toISOString()).slice(0, 10);

/** A day of the year, such as 11-01, in words. */
export const monthDay = (day: string) =>
  new Date(`2024-${day}T00:00:00Z`).toLocaleDateString(texts.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** The month of an instant and those before it, as 2026-03, by the browser's clock. */
export const monthsUntil = (now: Date, count: number) =>
  Array.from({ length: count }, (_, back) => {
    const month = new Date(now.getFullYear(), now.getMonth() - back, 1);
    return `${month.getFullYear()}-${String(month.getMonth() + 1).padStart(2, '0')}`;
  });

export const monthName = (month: string) =>
  new Date(`${month}-01T00:00:00Z`).toLocaleDateString(texts.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
