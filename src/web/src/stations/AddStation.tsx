import { Button, CopyButton, Loader, Select, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { api, read, type Schemas } from '../api/client';
import { useNetwork } from '../live/useNetwork';
import { Ask, Dialog } from '../parts/Ask';
import { texts } from '../texts';

/** Where stations connect to, as this page's address has it. */
export const stationUrl = (identity: string) =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ocpp/${identity}`;

/** Registers a station, shows once what to type into it, and waits for it to connect. */
export function AddStation({ close }: { close: () => void }) {
  const words = texts.add;
  const sites = useNetwork((network) => network.sites);
  const [identity, setIdentity] = useState('');
  const [site, setSite] = useState<string | null>(null);
  const [made, setMade] = useState<Schemas['NewStationView'] | null>(null);
  if (made) return <Made made={made} close={close} />;
  return (
    <Ask
      title={words.title}
      doIt={words.doIt}
      close={() => !made && close()}
      act={async () => {
        const body = { identity: identity.trim(), site: site ? Number(site) : sites.length > 1 ? sites[0]!.id : undefined };
        setMade(await read(api.POST('/api/v1/stations', { body })));
        // The dialog goes on with what was made.
        return new Promise(() => {});
      }}
    >
      <TextInput
        label={words.identity}
        description={words.identityHint}
        name="identity"
        value={identity}
        onChange={(e) => setIdentity(e.currentTarget.value)}
        maxLength={48}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      {sites.length > 1 && (
        <Select
          label={words.site}
          data={sites.map((one) => ({ value: String(one.id), label: one.name }))}
          value={site ?? String(sites[0]!.id)}
          onChange={setSite}
          allowDeselect={false}
        />
      )}
    </Ask>
  );
}

function Made({ made: { station, password }, close }: { made: Schemas['NewStationView']; close: () => void }) {
  const words = texts.add;
  const connected = useNetwork((network) => network.stations.get(station.identity)?.connected ?? false);
  const shown = [
    [words.url, stationUrl(station.identity)],
    [words.password, password],
  ] as const;
  return (
    <Dialog title={words.made(station.identity)} close={close}>
      <div className="stack">
        <p>{words.enter}</p>
        {shown.map(
          ([name, value]) =>
            value && (
              <div key={name} className="stack tight">
                <div className="row spread">
                  <span className="small quiet">{name}</span>
                  <CopyButton value={value}>
                    {({ copied, copy }) => (
                      <Button size="compact-xs" variant="default" onClick={copy}>
                        {copied ? texts.copied : texts.copy}
                      </Button>
                    )}
                  </CopyButton>
                </div>
                <code className="secret">{value}</code>
              </div>
            ),
        )}
        <p className="row" role="status">
          {connected ? <CircleCheck size={18} className="good" aria-hidden /> : <Loader size={16} aria-hidden />}
          {connected ? words.came : words.waiting}
        </p>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          {connected && (
            <Link to="/stations/$identity" params={{ identity: station.identity }} onClick={close}>
              {words.open}
            </Link>
          )}
          <Button onClick={close}>{texts.done}</Button>
        </div>
      </div>
    </Dialog>
  );
}
