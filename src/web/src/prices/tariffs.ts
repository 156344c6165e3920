import { useQuery } from '@tanstack/react-query';
import { all, api, read, type Schemas } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { daysWords } from '../parts/week';
import { texts } from '../texts';
import { monthDay } from '../words/times';

export type Tariff = Schemas['TariffView'];
/** Times with other prices. A band has a name as soon as it is there. */
export type Band = Schemas['BandBody'] & { name: string };
/** What a tariff says. It has a currency as soon as it is there. */
export type Terms = Omit<Schemas['TermsBody'], 'currency' | 'bands'> & { currency: string; bands?: Band[] | null };
export type Assignment = Schemas['AssignmentView'];

/** What all readings about tariffs begin with. */
export const pricesKey = ['prices'] as const;

/** Keeps what is shown about tariffs as it is. */
export const useFreshPrices = () => useFresh(pricesKey, ({ kind }) => kind.startsWith('tariff'));

const numbered = (after: string | undefined) => (after === undefined ? undefined : Number(after));

export const useTariffs = () =>
  useQuery({
    queryKey: [...pricesKey, 'tariffs'],
    queryFn: () =>
      all((after) => read(api.GET('/api/v1/tariffs', { params: { query: { limit: 500, after: numbered(after) } } }))),
  });

/** Where and for whom tariffs hold; of one tariff, where its number is given. */
export const useAssignments = (tariff?: number) =>
  useQuery({
    queryKey: [...pricesKey, 'assignments', tariff],
    queryFn: () =>
      all((after) =>
        read(api.GET('/api/v1/tariff-assignments', { params: { query: { tariff, limit: 500, after: numbered(after) } } })),
      ),
  });

/** What a tariff was told to say: the API takes none without currency and names. */
export const asTerms = (told: Schemas['TermsBody']) => told as Terms;

/** When a band holds, in words. */
export function whenWords({ days, from, to, seasonFrom, seasonTo, holidays }: Band): string {
  const words = texts.prices;
  const [begins, ends] = [from ?? '00:00', to ?? '24:00'];
  return [
    daysWords(days ?? []),
    begins === '00:00' && ends === '24:00' ? '' : `${begins}–${ends}`,
    seasonFrom && seasonTo ? words.season(monthDay(seasonFrom), monthDay(seasonTo)) : '',
    holidays === 'Only' || holidays === 'Never' ? words.holidayRules[holidays] : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** A name for what is asked to be done once: sent twice, it is done once. */
export const onceKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
