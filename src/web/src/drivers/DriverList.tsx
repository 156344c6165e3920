import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { Search, Users } from 'lucide-react';
import { api, read } from '../api/client';
import { Pages, usePages } from '../parts/Pages';
import { Empty } from '../parts/Trouble';
import { type DriversSearch, routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { count } from '../words/numbers';
import { accessKey, type Driver, nameOf, numbered, useGroups } from './access';

const words = texts.drivers;

/** The drivers: found by name or card, or by their group; the address says how. */
export function DriverList() {
  const search: DriversSearch = routes.drivers.useSearch();
  const navigate = useNavigate({ from: '/drivers' });
  const { may } = useSession();
  const change = (part: Partial<DriversSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const groups = useGroups();
  const [asked] = useDebouncedValue(search, 250);
  const pages = usePages([...accessKey, 'drivers', asked.q, asked.group], (after) =>
    read(
      api.GET('/api/v1/drivers', {
        params: { query: { search: asked.q?.trim() || undefined, group: asked.group, limit: 50, after: numbered(after) } },
      }),
    ),
  );
  return (
    <div className="stack">
      <search className="row" style={{ alignItems: 'end' }}>
        <TextInput
          className="grow"
          maw={420}
          label={words.search}
          leftSection={<Search size={15} aria-hidden />}
          value={search.q ?? ''}
          onChange={(e) => change({ q: e.currentTarget.value || undefined })}
          type="search"
          spellCheck={false}
        />
        {(groups.data?.length ?? 0) > 0 && (
          <Select
            label={words.group}
            placeholder={texts.stations.any}
            clearable
            searchable
            data={groups.data!.map((one) => ({ value: String(one.id), label: one.name }))}
            value={search.group ? String(search.group) : null}
            onChange={(value) => change({ group: value ? Number(value) : undefined })}
          />
        )}
      </search>
      <section className="panel flush" aria-label={words.tabs.drivers}>
        <Pages
          of={pages}
          empty={
            search.q || search.group ? (
              <Empty icon={<Search size={30} strokeWidth={1.5} aria-hidden />} title={words.noMatch} hint={words.noMatchHint}>
                <Button variant="default" onClick={() => change({ q: undefined, group: undefined })}>
                  {texts.stations.clear}
                </Button>
              </Empty>
            ) : (
              <Empty
                icon={<Users size={30} strokeWidth={1.5} aria-hidden />}
                title={words.none}
                hint={may('operator') ? words.noneHint : words.noneViewer}
              />
            )
          }
        >
          {(drivers) => <DriverTable drivers={drivers} groups={groups.data} />}
        </Pages>
      </section>
    </div>
  );
}

function DriverTable({ drivers, groups }: { drivers: Driver[]; groups: Parameters<typeof nameOf>[0] }) {
  return (
    <div className="scroll">
      <table className="plain drivers-table">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.groups}</th>
            <th scope="col" className="right">
              {words.cards}
            </th>
            <th scope="col">{words.contact}</th>
            <th scope="col">{words.note}</th>
          </tr>
        </thead>
        <tbody>
          {drivers.map((driver) => (
            <tr key={driver.id} data-driver={driver.id}>
              <th scope="row" className="wrap">
                <Link to="/drivers/$id" params={{ id: String(driver.id) }}>
                  {driver.name}
                </Link>
              </th>
              <td className="wrap">{driver.groups.map((group) => nameOf(groups, group)).join(', ') || texts.nothing}</td>
              <td className="right num">{count(driver.idTags)}</td>
              <td className="wrap quiet">{driver.contact}</td>
              <td className="wrap quiet">{driver.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
