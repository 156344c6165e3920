import type { Site, Station } from '../api/client';

/** The site that is shown first: the one with the most stations that are connected, then that with the most stations. */
export function busiest(sites: readonly Site[], stations: Iterable<Station>): Site | undefined {
  const counts = new Map<number, number>();
  for (const { site, connected } of stations) counts.set(site, (counts.get(site) ?? 0) + (connected ? 1000 : 1));
  return [...sites].sort((one, other) => (counts.get(other.id) ?? 0) - (counts.get(one.id) ?? 0))[0];
}
