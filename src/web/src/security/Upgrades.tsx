import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ShieldPlus } from 'lucide-react';
import { useState } from 'react';
import { api, read, type Schemas } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Ask } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { Pages, usePages } from '../parts/Pages';
import { Badge } from '../parts/Status';
import { Empty } from '../parts/Trouble';
import { routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import type { Tone } from '../words/states';
import { moment } from '../words/times';
import { StationFilter } from './StationFilter';
import { UpgradeDialog } from './UpgradeDialog';

type Upgrade = Schemas['UpgradeView'];

const tones: Record<string, Tone> = {
  Preparing: 'blue',
  Switching: 'teal',
  Done: 'green',
  Failed: 'red',
  FellBack: 'red',
  Cancelled: 'grey',
  Waiting: 'grey',
  Running: 'teal',
  Skipped: 'violet',
};

/** Upgrades of security profiles, the newest first, each with its steps as they go. */
export function Upgrades() {
  const words = texts.security;
  const { may } = useSession();
  const { station } = routes.security.useSearch();
  const [asked] = useDebouncedValue(station, 300);
  const [beginning, begin] = useState(false);
  const pages = usePages(['profile-upgrades', asked], (after) =>
    read(
      api.GET('/api/v1/security-profile-upgrades', {
        params: { query: { station: asked, limit: 20, after: after === undefined ? undefined : Number(after) } },
      }),
    ),
  );
  useFresh(['profile-upgrades'], ({ kind }) => kind === 'securityProfileUpgradeChanged');
  return (
    <div className="stack">
      <div className="row spread" style={{ alignItems: 'end' }}>
        <StationFilter />
        {may('operator') && <Button onClick={() => begin(true)}>{words.upgrade}</Button>}
      </div>
      <section className="panel flush" aria-label={words.tabs.upgrades}>
        <Pages
          of={pages}
          empty={
            <Empty
              icon={<ShieldPlus size={30} strokeWidth={1.5} aria-hidden />}
              title={words.noUpgrades}
              hint={words.noUpgradesHint}
            />
          }
        >
          {(upgrades) => upgrades.map((upgrade) => <Line key={upgrade.id} upgrade={upgrade} />)}
        </Pages>
      </section>
      {beginning && <UpgradeDialog station={station} close={() => begin(false)} />}
    </div>
  );
}

function Line({ upgrade }: { upgrade: Upgrade }) {
  const words = texts.security;
  const { may } = useSession();
  const client = useQueryClient();
  const [taking, take] = useState(false);
  const open = upgrade.state === 'Preparing' || upgrade.state === 'Switching';
  const path = { params: { path: { id: upgrade.id } } };
  return (
    <article
      className="stack tight"
      style={{ padding: '1rem 1.15rem', borderTop: '1px solid var(--line)' }}
      data-upgrade={upgrade.id}
      data-state={upgrade.state}
    >
      <div className="row spread">
        <span className="row">
          <strong>
            <Link to="/stations/$identity" params={{ identity: upgrade.station }}>
              {upgrade.station}
            </Link>
          </strong>
          <span className="num">{`${upgrade.fromProfile} → ${upgrade.targetProfile}`}</span>
          <Badge tone={tones[upgrade.state] ?? 'grey'}>{words.upgradeStates[upgrade.state] ?? upgrade.state}</Badge>
        </span>
        <span className="quiet small num">{moment(upgrade.requestedAt)}</span>
      </div>
      {upgrade.why && <p className="wrap small">{upgrade.why}</p>}
      {upgrade.acceptsBoth && <p className="small quiet">{words.both}</p>}
      <Steps id={upgrade.id} />
      {may('operator') && (open || upgrade.acceptsBoth) && (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => take(true)}>
            {words.takeBack}
          </Button>
        </div>
      )}
      {taking && (
        <Ask
          title={words.takeBackTitle(upgrade.station)}
          doIt={words.takeBack}
          grave
          close={() => take(false)}
          act={async () => {
            await read(api.POST('/api/v1/security-profile-upgrades/{id}/cancel', path));
            await client.invalidateQueries({ queryKey: ['profile-upgrades'] });
          }}
        >
          <p>{words.takeBackHint}</p>
        </Ask>
      )}
    </article>
  );
}

function Steps({ id }: { id: number }) {
  const words = texts.security;
  const one = useQuery({
    queryKey: ['profile-upgrades', 'one', id],
    queryFn: () => read(api.GET('/api/v1/security-profile-upgrades/{id}', { params: { path: { id } } })),
  });
  return (
    <Loaded of={one} lines={2}>
      {({ steps }) => (
        <ol className="lines">
          {(steps ?? []).map((step) => (
            <li key={step.step} className="row spread" data-step={step.step} data-state={step.state}>
              <span className="grow wrap">
                {words.steps[step.step] ?? step.step} <span className="quiet small">{step.detail}</span>
              </span>
              <Badge tone={tones[step.state] ?? 'grey'}>{words.stepStates[step.state] ?? step.state}</Badge>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
