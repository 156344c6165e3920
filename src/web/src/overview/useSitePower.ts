import { useQuery } from '@tanstack/react-query';
import { all, api, read, type Schemas } from '../api/client';
import { numbered } from '../drivers/access';
import { useFresh } from '../live/useNetwork';

const often = 15_000;

/** What flows at each site, by its number. */
export function useSitePower(): ReadonlyMap<number, Schemas['SitePowerView']> | undefined {
  const key = ['power', 'sites'] as const;
  useFresh(key, ({ kind }) => kind === 'powerPlanChanged' || kind === 'powerProofChanged' || kind === 'transactionStopped');
  return useQuery({
    queryKey: key,
    refetchInterval: often,
    queryFn: async () => {
      const found = await all((after) =>
        read(api.GET('/api/v1/power', { params: { query: { limit: 500, after: numbered(after) } } })),
      );
      return new Map(found.map((one) => [one.site, one]));
    },
  }).data;
}
