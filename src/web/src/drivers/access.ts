import { useQuery } from '@tanstack/react-query';
import { all, api, read, readVersion, type Schemas } from '../api/client';
import { useFresh } from '../live/useNetwork';

export type Driver = Schemas['DriverView'];
export type Group = Schemas['GroupView'];
export type IdTag = Schemas['IdTagView'];
export type Rule = Schemas['RuleView'];
export type Vehicle = Schemas['VehicleView'];

/** What all readings about drivers, cards, groups and rules begin with. */
export const accessKey = ['access'] as const;

const concerns = new Set([
  'driverChanged',
  'driverRemoved',
  'groupChanged',
  'groupRemoved',
  'chargingRuleChanged',
  'chargingRuleRemoved',
  'chargingQuotaUsed',
  'idTagChanged',
  'idTagDeleted',
]);

/** Keeps what is shown about drivers, cards, groups and rules as it is. */
export const useFreshAccess = () => useFresh(accessKey, ({ kind }) => concerns.has(kind));

export const numbered = (after: string | undefined) => (after === undefined ? undefined : Number(after));

/** All drivers, for their names and to choose from: of whoever has a role on all sites. */
export const useDrivers = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: [...accessKey, 'drivers', 'all'],
    staleTime: 60_000,
    queryFn: () =>
      all((after) => read(api.GET('/api/v1/drivers', { params: { query: { limit: 500, after: numbered(after) } } }))),
  });

/** All groups: of whoever has a role on all sites. */
export const useGroups = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: [...accessKey, 'groups'],
    staleTime: 60_000,
    queryFn: () => all((after) => read(api.GET('/api/v1/groups', { params: { query: { limit: 500, after: numbered(after) } } }))),
  });

/** The name of one of them; its number as long as that is not known. */
export const nameOf = (those: readonly { id: number; name: string }[] | undefined, id: number) =>
  those?.find((one) => one.id === id)?.name ?? String(id);

export const readTag = (idTag: string) => readVersion(api.GET('/api/v1/id-tags/{idTag}', { params: { path: { idTag } } }));

/** All that is said about a card, as a change takes it. */
export const asPut = ({ idTag, ...said }: IdTag): Schemas['IdTagPut'] => said;

/** Blocks a card or lets it be used again; what is said of it otherwise stays. */
export async function setBlocked(idTag: string, blocked: boolean): Promise<void> {
  const { data, version } = await readTag(idTag);
  await read(
    api.PUT('/api/v1/id-tags/{idTag}', {
      params: { path: { idTag } },
      headers: { 'If-Match': version },
      body: { ...asPut(data), blocked },
    }),
  );
}

/** How a card stands: what is decided about it before any rule is looked at. */
export function standing({ blocked, expiresAt }: Pick<IdTag, 'blocked' | 'expiresAt'>, now = Date.now()) {
  if (blocked) return 'blocked';
  return expiresAt && Date.parse(expiresAt) <= now ? 'expired' : 'inForce';
}

/** Where the statement of a month is, to be printed. */
export const statementAddress = (of: 'drivers' | 'groups', id: number, month: string) =>
  `/api/v1/${of}/${id}/statements/${month}/html`;
