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
