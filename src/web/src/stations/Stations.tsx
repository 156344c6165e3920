import { Button, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { PlugZap, Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useNetwork, useWholeNetwork } from '../live/useNetwork';
import { Outline } from '../parts/Loaded';
import { Empty } from '../parts/Trouble';
import { useTitle } from '../parts/useTitle';
import { routes, type StationsSearch } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { statuses, statusWord } from '../words/states';
import { AddStation } from './AddStation';
import { Bulk } from './Bulk';
import { choose, lines } from './choose';
import { StationTable } from './StationTable';

/** All stations: searched, filtered, sorted; the address says how. */
export function Stations() {
  const words = texts.stations;
  useTitle(words.title);
  const network = useWholeNetwork();
  const { may } = useSession();
  const search: StationsSearch = routes.stations.useSearch();
  const navigate = useNavigate({ from: '/stations' });
  const change = (part: Partial<StationsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const [adding, setAdding] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const asked = useDeferredValue(search);
  const all = useMemo(
    () => lines(network.stations.values(), network.sites, network.running.values()),
    [network.stations, network.sites, network.running],
  );
  const shown = useMemo(() => choose(all, asked), [all, asked]);
  const filtered = Boolean(search.q || search.connection || search.status || search.site);

  return (
    <>
      <div className="title">
        <h1>{words.title}</h1>
        {may('operator') && <Button onClick={() => setAdding(true)}>{words.add}</Button>}
      </div>
      <div className="stack">
        <Filters search={search} change={change} />
        <section className="panel flush" aria-label={words.title}>
          <div className="head">
            <span className="quiet small num" role="status">
              {network.stations.size > 0 && words.count(shown.length, network.stations.size)}
            </span>
            {selected.size > 0 && <Bulk selected={selected} clear={() => setSelected(new Set())} />}
          </div>
          {network.stations.size === 0 && !network.loaded ? (
            <div className="panel" style={{ border: 0, boxShadow: 'none' }}>
              <Outline lines={8} />
            </div>
          ) : shown.length > 0 ? (
            <StationTable
              lines={shown}
              search={search}
              change={change}
              selected={may('operator') ? selected : null}
              select={setSelected}
            />
          ) : filtered ? (
            <Empty icon={<Search size={30} strokeWidth={1.5} aria-hidden />} title={words.noMatch} hint={words.noMatchHint}>
              <Button
                variant="default"
                onClick={() => change({ q: undefined, connection: undefined, status: undefined, site: undefined })}
              >
                {words.clear}
              </Button>
            </Empty>
          ) : (
            <Empty
              icon={<PlugZap size={30} strokeWidth={1.5} aria-hidden />}
              title={texts.overview.noStations}
              hint={may('operator') ? texts.overview.noStationsHint : texts.overview.noStationsViewer}
            />
          )}
        </section>
      </div>
      {adding && <AddStation close={() => setAdding(false)} />}
    </>
  );
}

function Filters({ search, change }: { search: StationsSearch; change: (part: Partial<StationsSearch>) => void }) {
  const words = texts.stations;
  const sites = useNetwork((network) => network.sites);
  return (
    <search className="filters">
      <TextInput
        className="wide"
        label={words.search}
        leftSection={<Search size={15} aria-hidden />}
        value={search.q ?? ''}
        onChange={(e) => change({ q: e.currentTarget.value || undefined })}
        type="search"
        spellCheck={false}
      />
      <Select
        label={words.connection}
        placeholder={words.any}
        clearable
        data={[
          { value: 'connected', label: words.connected },
          { value: 'offline', label: words.offline },
        ]}
        value={search.connection ?? null}
        onChange={(value) => change({ connection: (value as StationsSearch['connection']) ?? undefined })}
      />
      <Select
        label={words.status}
        placeholder={words.any}
        clearable
        data={statuses.map((status) => ({ value: status, label: statusWord(status) }))}
        value={search.status ?? null}
        onChange={(value) => change({ status: value ?? undefined })}
      />
      {sites.length > 1 && (
        <Select
          label={words.site}
          placeholder={words.any}
          clearable
          searchable
          data={sites.map((site) => ({ value: String(site.id), label: site.name }))}
          value={search.site ? String(search.site) : null}
          onChange={(value) => change({ site: value ? Number(value) : undefined })}
        />
      )}
    </search>
  );
}
