import { MultiSelect, Select } from '@mantine/core';
import { useNetwork } from '../live/useNetwork';
import { includes, type Role, useSession } from '../session/useSession';
import { texts } from '../texts';

export type Grant = { role: string; sites: string[] };

const roles = ['viewer', 'support', 'operator', 'owner'] as const;

/** Role and sites of an account or token: nobody grants more than the own. */
export function Granted({ value, change }: { value: Grant; change: (grant: Grant) => void }) {
  const words = texts.accounts;
  const sites = useNetwork((network) => network.sites);
  const session = useSession();
  return (
    <>
      <Select
        label={words.role}
        description={words.roleHint[value.role as Role]}
        data={roles.filter((role) => includes(session.role, role)).map((role) => ({ value: role, label: words.roles[role] }))}
        value={value.role}
        onChange={(role) => role && change({ ...value, role })}
        allowDeselect={false}
      />
      <MultiSelect
        label={words.sites}
        description={session.sites === null ? words.sitesHint : undefined}
        data={sites.map((site) => ({ value: String(site.id), label: site.name }))}
        value={value.sites}
        onChange={(chosen) => change({ ...value, sites: chosen })}
        clearable
      />
    </>
  );
}

/** The sites by name; all where none is named. */
export function Sites({ of }: { of: number[] | null }) {
  const sites = useNetwork((network) => network.sites);
  if (of === null) return texts.accounts.allSites;
  return of.map((id) => sites.find((site) => site.id === id)?.name ?? String(id)).join(', ');
}
