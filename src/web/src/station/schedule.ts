/** A schedule of limits over time: each from its instant (ms) on; null: no limit that is known. */
export type Step = { at: number; limit: number | null };

type Period = { startPeriod: number; limit?: number | null };

export const stepsOf = (start: string, periods: readonly Period[]): Step[] =>
  periods.map(({ startPeriod, limit }) => ({ at: Date.parse(start) + startPeriod * 1000, limit: limit ?? null }));

/** The schedule in a GetCompositeSchedule.conf; empty where it has none. */
export function stepsTold(told: unknown): Step[] {
  const answer = told as {
    scheduleStart?: string;
    chargingSchedule?: { startSchedule?: string; chargingSchedulePeriod?: Period[] };
  } | null;
  const start = answer?.scheduleStart ?? answer?.chargingSchedule?.startSchedule;
  return start ? stepsOf(start, answer?.chargingSchedule?.chargingSchedulePeriod ?? []) : [];
}

/** The limit that holds at an instant. */
export function limitAt(steps: readonly Step[], at: number): number | null {
  let limit: number | null = null;
  for (const step of steps) if (step.at <= at) limit = step.limit;
  return limit;
}

const [width, height] = [1000, 200];

/** A path of such a schedule between two instants, as steps; where no limit is known there is a gap. `top` is the limit at the upper edge. */
export function stepPath(steps: readonly Step[], from: number, to: number, top: number): string {
  const x = (at: number) => ((Math.min(Math.max(at, from), to) - from) / (to - from)) * width;
  const y = (limit: number) => height - (limit / top) * height;
  let path = '';
  steps.forEach(({ at, limit }, place) => {
    const end = steps[place + 1]?.at ?? to;
    if (limit === null || end <= from || at >= to) return;
    const joined = path !== '' && steps[place - 1]?.limit !== null;
    path += `${joined ? 'L' : 'M'}${x(at).toFixed(1)} ${y(limit).toFixed(1)}H${x(end).toFixed(1)}`;
  });
  return path;
}

/** The highest limit of all, and some air above it. */
export const topOf = (...schedules: (readonly Step[])[]) =>
  Math.max(1, ...schedules.flat().map(({ limit }) => limit ?? 0)) * 1.15;
