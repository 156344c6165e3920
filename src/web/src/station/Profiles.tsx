import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read, type Schemas } from '../api/client';
import { Ask } from '../parts/Ask';
import { Json } from '../parts/Json';
import { Loaded } from '../parts/Loaded';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { quantity } from '../words/numbers';
import { moment } from '../words/times';
import { useGive } from './give/useGive';

const words = texts.limits;
type Held = Schemas['StationProfileView'];

/** The least and the most of a profile's limits, in its unit. */
export function spanOf({
  chargingSchedule: { chargingRateUnit, chargingSchedulePeriod },
}: Schemas['OcppChargingProfile']): string {
  const limits = chargingSchedulePeriod.map(({ limit }) => limit);
  const [least, most] = [Math.min(...limits), Math.max(...limits)];
  return `${least === most ? quantity(most) : `${quantity(least)} – ${quantity(most)}`} ${chargingRateUnit}`;
}

/** The charging profiles that the station holds, as far as this CSMS knows. */
export function Profiles({ identity }: { identity: string }) {
  const { may } = useSession();
  const [removing, setRemoving] = useState<Held | null>(null);
  const held = useQuery({
    queryKey: ['limits', identity, 'profiles'],
    queryFn: () => read(api.GET('/api/v1/stations/{identity}/charging-profiles', { params: { path: { identity } } })),
  });
  return (
    <section className="panel" aria-labelledby="profiles-title">
      <h2 id="profiles-title">{words.profiles}</h2>
      <Loaded of={held} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{words.noProfiles}</p>
          ) : (
            <ul className="lines">
              {items.map((one) => (
                <li key={`${one.connectorId} ${one.chargingProfileId}`} data-profile={one.chargingProfileId}>
                  <Profile held={one} remove={may('operator') ? () => setRemoving(one) : null} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {removing && <Remove identity={identity} held={removing} close={() => setRemoving(null)} />}
    </section>
  );
}

function Profile({ held, remove }: { held: Held; remove: (() => void) | null }) {
  const profile = held.profile as unknown as Schemas['OcppChargingProfile'];
  return (
    <>
      <p className="row spread">
        <span className="grow wrap">
          <strong>{words.purposes[profile.chargingProfilePurpose] ?? profile.chargingProfilePurpose}</strong>{' '}
          <span className="num">{spanOf(profile)}</span>{' '}
          <span className="quiet small">
            {[
              held.connectorId === 0 ? words.wholeStation : texts.station.connector(held.connectorId),
              words.kinds[profile.recurrencyKind ?? profile.chargingProfileKind] ?? profile.chargingProfileKind,
              words.level(profile.stackLevel),
              words.number(held.chargingProfileId),
              moment(held.installedAt),
            ].join(' · ')}
          </span>
        </span>
        {remove && (
          <Button size="compact-sm" variant="default" onClick={remove} aria-label={words.removeTitle(held.chargingProfileId)}>
            {words.remove}
          </Button>
        )}
      </p>
      <details className="small">
        <summary className="quiet">{words.asSent}</summary>
        <Json value={profile} label={words.number(held.chargingProfileId)} />
      </details>
    </>
  );
}

function Remove({ identity, held, close }: { identity: string; held: Held; close: () => void }) {
  const give = useGive();
  return (
    <Ask
      title={words.removeTitle(held.chargingProfileId)}
      doIt={words.remove}
      grave
      close={close}
      act={() => void give(identity, 'ClearChargingProfile', { id: held.chargingProfileId })}
    >
      <p>{words.removeHint}</p>
    </Ask>
  );
}
