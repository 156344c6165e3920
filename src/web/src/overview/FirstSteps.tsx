import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleDashed, Loader } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { api, read, type Site } from '../api/client';
import { useWholeNetwork } from '../live/useNetwork';
import { useGive } from '../station/give/useGive';
import { AddStation } from '../stations/AddStation';
import { texts } from '../texts';

/** The site that a store has from its beginning, until somebody names it. */
const unnamed = (site: Site) => site.id === 1 && site.name === 'Default';

/** What an installation without a session still needs: a site, a station that connects, a first charge. */
export function FirstSteps() {
  const words = texts.first;
  const network = useWholeNetwork();
  const [adding, setAdding] = useState(false);
  const [station] = [...network.stations.values()].sort((one, other) => Number(other.connected) - Number(one.connected));
  const named = network.sites.some((site) => !unnamed(site));
  return (
    <section className="panel first" aria-labelledby="first-title">
      <h2 id="first-title">{words.title}</h2>
      <p className="quiet">{words.hint}</p>
      <ol className="first-steps">
        <Step name={words.site} state={named ? 'done' : 'now'}>
          {named ? (
            <p className="quiet">{network.sites.find((site) => !unnamed(site))?.name}</p>
          ) : (
            <NameSite site={network.sites.find(unnamed)} />
          )}
        </Step>
        <Step name={words.station} state={station?.connected ? 'done' : station ? 'waiting' : named ? 'now' : 'later'}>
          {station ? (
            <p className="quiet" role="status">
              <Link to="/stations/$identity" params={{ identity: station.identity }}>
                {station.identity}
              </Link>{' '}
              {station.connected ? texts.add.came : words.waits}
            </p>
          ) : (
            <>
              <p className="quiet">{words.stationHint}</p>
              <Button variant={named ? 'filled' : 'default'} onClick={() => setAdding(true)}>
                {texts.stations.add}
              </Button>
            </>
          )}
        </Step>
        <Step name={words.charge} state={station?.connected ? 'now' : 'later'}>
          <p className="quiet">{words.chargeHint}</p>
          {station?.connected && <FirstCharge identity={station.identity} />}
        </Step>
      </ol>
      {adding && <AddStation close={() => setAdding(false)} />}
    </section>
  );
}

/** Whether nothing was ever charged here, as far as whoever looks may see; undefined until that is known. */
export function useNothingCharged(ask: boolean): boolean | undefined {
  const sessions = useQuery({
    queryKey: ['sessions', 'any'],
    queryFn: () => read(api.GET('/api/v1/transactions', { params: { query: { limit: 1 } } })),
    enabled: ask,
    refetchInterval: (query) => (query.state.data?.items.length === 0 ? 5000 : false),
  });
  return ask ? sessions.data && sessions.data.items.length === 0 : false;
}

type State = 'done' | 'waiting' | 'now' | 'later';

function Step({ name, state, children }: { name: string; state: State; children: ReactNode }) {
  const Icon = state === 'done' ? CircleCheck : state === 'waiting' ? Loader : CircleDashed;
  return (
    <li data-step={state} aria-current={state === 'now' ? 'step' : undefined}>
      <Icon size={22} className={state === 'done' ? 'good' : 'quiet'} aria-label={texts.first.states[state]} />
      <div className="stack tight grow">
        <h3>{name}</h3>
        {children}
      </div>
    </li>
  );
}

function NameSite({ site }: { site: Site | undefined }) {
  const words = texts.first;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [name, setName] = useState('');
  const [zone, setZone] = useState<string | null>(here);
  const [problem, setProblem] = useState('');
  async function submit(event: FormEvent) {
    event.preventDefault();
    const body = { name: name.trim(), timeZone: zone ?? here };
    try {
      if (site) await read(api.PATCH('/api/v1/sites/{id}', { params: { path: { id: site.id } }, body }));
      else await read(api.POST('/api/v1/sites', { body }));
    } catch (failure) {
      setProblem((failure as Error).message);
    }
  }
  return (
    <form className="row" style={{ alignItems: 'end' }} onSubmit={submit} noValidate>
      <TextInput
        label={words.siteName}
        placeholder={words.siteExample}
        name="site"
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.currentTarget.value)}
        error={problem || undefined}
      />
      <Select
        label={words.zone}
        data={[...new Set([here, ...Intl.supportedValuesOf('timeZone')])]}
        value={zone}
        onChange={setZone}
        searchable
        limit={50}
        allowDeselect={false}
      />
      <Button type="submit">{words.doName}</Button>
    </form>
  );
}

function FirstCharge({ identity }: { identity: string }) {
  const words = texts.first;
  const give = useGive();
  const [tag, setTag] = useState('');
  const [problem, setProblem] = useState('');
  async function submit(event: FormEvent) {
    event.preventDefault();
    setProblem('');
    const idTag = tag.trim();
    try {
      if (idTag === '') throw new Error(texts.give.start.needed);
      await read(api.PUT('/api/v1/id-tags/{idTag}', { params: { path: { idTag } }, body: {} }));
      void give(identity, 'RemoteStartTransaction', { connectorId: 1, idTag });
    } catch (failure) {
      setProblem((failure as Error).message);
    }
  }
  return (
    <form className="row" style={{ alignItems: 'end' }} onSubmit={submit} noValidate>
      <TextInput
        label={words.tag}
        name="tag"
        value={tag}
        maxLength={20}
        spellCheck={false}
        onChange={(event) => setTag(event.currentTarget.value)}
        error={problem || undefined}
      />
      <Button type="submit">{words.doCharge}</Button>
    </form>
  );
}
