import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ApiProblem, all, api, ifMatch, read, readVersion, type Versioned } from '../api/client';
import { useFresh } from '../live/useNetwork';
import type { Plan, Share, WorstCase } from './plan';

/** How often the allotment is read: it is decided anew once a second. */
const often = 2000;

export type Live = { shares: Share[]; worst: WorstCase };

/** Null where the API says that there is none, or none yet. */
const orNull = async <T>(answer: Promise<T>): Promise<T | null> => {
  try {
    return await answer;
  } catch (problem) {
    if (problem instanceof ApiProblem && (problem.code === 'power-plan-unknown' || problem.code === 'power-not-shared-yet'))
      return null;
    throw problem;
  }
};

const keyOf = (site: number) => ['power', site] as const;

/** The plan of a site's power, with its version; null where it has none. */
export function usePlan(site: number) {
  const key = [...keyOf(site), 'plan'] as const;
  const params = { path: { id: site } };
  useFresh(
    keyOf(site),
    ({ kind, change }) => (kind === 'powerPlanChanged' || kind === 'powerProofChanged') && change.siteId === site,
  );
  return useQuery<Versioned<Plan> | null>({
    queryKey: key,
    queryFn: () => orNull(readVersion(api.GET('/api/v1/sites/{id}/power', { params }))),
  });
}

/** What each connector has and why, and what all could draw at worst, as it changes; null while it was not looked at yet. */
export function useShared(site: number, planned = true) {
  const params = { path: { id: site } };
  return useQuery<Live | null>({
    queryKey: [...keyOf(site), 'live'],
    enabled: planned,
    refetchInterval: often,
    queryFn: () =>
      orNull(
        Promise.all([
          all(async (after) => {
            const { connectors, next } = await read(
              api.GET('/api/v1/sites/{id}/power/connectors', { params: { ...params, query: { after } } }),
            );
            return { items: connectors, next };
          }),
          read(api.GET('/api/v1/sites/{id}/power/worst-case', { params })),
        ]).then(([shares, worst]) => ({ shares, worst })),
      ),
  });
}

/** Stores a plan; refused when somebody else changed it since it was read. */
export function useSavePlan(site: number): (plan: Plan, version?: string) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (plan, version) => {
      const params = { path: { id: site } };
      try {
        await read(api.PUT('/api/v1/sites/{id}/power', { params, body: plan, ...(version && ifMatch(version)) }));
      } finally {
        await client.invalidateQueries({ queryKey: keyOf(site) });
      }
    },
    [client, site],
  );
}

export function useRemovePlan(site: number): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await read(api.DELETE('/api/v1/sites/{id}/power', { params: { path: { id: site } } }));
    await client.invalidateQueries({ queryKey: keyOf(site) });
  }, [client, site]);
}
