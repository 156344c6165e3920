import { Alert, Button, Select } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { api, read, type Schemas } from '../api/client';
import { useNetwork } from '../live/useNetwork';
import { Dialog } from '../parts/Ask';
import { Badge } from '../parts/Status';
import { texts } from '../texts';

/** Raises a station's security profile: looks first and tells what holds, then begins. */
export function UpgradeDialog({ station: asked, close }: { station: string | undefined; close: () => void }) {
  const words = texts.security;
  const client = useQueryClient();
  const stations = useNetwork((network) => network.stations);
  const names = useMemo(
    () => [...stations.values()].filter((one) => one.securityProfile < 3).map((one) => one.identity),
    [stations],
  );
  const [station, setStation] = useState<string | null>(asked && names.includes(asked) ? asked : null);
  const [profile, setProfile] = useState('2');
  const [looked, setLooked] = useState<Schemas['PreChecksView'] | null>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    const params = { path: { identity: station ?? '' } };
    const securityProfile = Number(profile);
    try {
      if (looked?.possible) {
        await read(api.POST('/api/v1/stations/{identity}/security-profile-upgrades', { params, body: { securityProfile } }));
        await client.invalidateQueries({ queryKey: ['profile-upgrades'] });
        close();
      } else {
        setLooked(
          (await read(
            api.POST('/api/v1/stations/{identity}/security-profile-upgrades', {
              params,
              body: { securityProfile, dryRun: true },
            }),
          )) as Schemas['PreChecksView'],
        );
      }
    } catch (failure) {
      setProblem((failure as Error).message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog title={words.upgrade} close={close} wide>
      <form className="stack" onSubmit={submit} noValidate>
        <Select
          label={words.station}
          data={names}
          limit={50}
          searchable
          value={station}
          onChange={(value) => {
            setStation(value);
            setLooked(null);
          }}
          data-autofocus
        />
        <Select
          label={words.profile}
          data={Object.entries(words.profiles).map(([value, label]) => ({ value, label }))}
          value={profile}
          onChange={(value) => {
            setProfile(value ?? '2');
            setLooked(null);
          }}
          allowDeselect={false}
        />
        {looked && (
          <div className="stack tight" data-possible={looked.possible}>
            <ul className="lines">
              {looked.checks.map((check) => (
                <li key={check.name} className="row spread" data-check={check.name} data-ok={check.ok}>
                  <span className="grow wrap">{check.detail}</span>
                  <Badge tone={check.ok ? 'green' : 'red'}>{check.ok ? words.ok : words.notOk}</Badge>
                </li>
              ))}
            </ul>
            <p>{looked.possible ? words.possible : words.impossible}</p>
            {looked.possible && (
              <ol className="lines">
                {looked.steps.map((step) => (
                  <li key={step}>{words.steps[step] ?? step}</li>
                ))}
              </ol>
            )}
          </div>
        )}
        {problem && (
          <Alert role="alert" color="red" variant="default">
            <span className="bad">{problem}</span>
          </Alert>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" type="button" onClick={close}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={busy} disabled={station === null}>
            {looked?.possible ? words.begin : words.look}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
