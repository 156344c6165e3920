import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useNetwork } from '../live/useNetwork';
import { Badge } from '../parts/Status';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { energy, quantity } from '../words/numbers';
import type { Tone } from '../words/states';
import { moment } from '../words/times';
import { GoalDialog } from './GoalDialog';
import { rivalsOf, type Share } from './plan';
import type { Parts } from './SitePower';
import type { Live } from './usePower';

const words = texts.energy;

export const nameOf = ({ station, connectorId }: Pick<Share, 'station' | 'connectorId'>) =>
  texts.station.at(station, connectorId);

const tones: Record<string, Tone> = { Enough: 'green', Shared: 'teal', Waits: 'amber', TooLittle: 'amber', Held: 'grey' };

/** Each connector: what it is to have, what it draws, and why it has no more. */
export function Shares({ site, plan, live: { shares } }: Parts & { live: Live }) {
  // Who charges first, then whoever could.
  const ordered = [...shares].sort((one, other) => Number(other.transaction != null) - Number(one.transaction != null));
  return (
    <section className="panel flush" aria-labelledby="shares-title">
      <div className="head">
        <h2 id="shares-title">{words.shares}</h2>
        <p className="row small quiet">
          <span className="key" data-kind="drawn">
            {words.drawn}
          </span>
          <span className="key" data-kind="may">
            {words.mayDraw}
          </span>
        </p>
      </div>
      {shares.length === 0 ? (
        <p className="quiet padded">{words.noConnectors}</p>
      ) : (
        <ul className="shares">
          {ordered.map((share) => (
            <ShareLine
              key={`${share.station} ${share.connectorId}`}
              share={share}
              rivals={rivalsOf(plan, share, shares)}
              zone={site.timeZone}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function ShareLine({ share, rivals, zone }: { share: Share; rivals: Share[]; zone: string }) {
  const { may } = useSession();
  const connected = useNetwork((network) => network.stations.get(share.station)?.connected ?? false);
  const [promising, setPromising] = useState(false);
  const charges = share.transaction != null;
  const top = Math.max(share.most, share.mayDraw, share.measured ?? 0, 1);
  const part = (amperes: number) => `${(Math.min(amperes, top) / top) * 100}%`;
  const name = nameOf(share);
  return (
    <li
      data-share={`${share.station} ${share.connectorId}`}
      data-reason={share.reason}
      data-may-draw={share.mayDraw}
      data-allotted={share.allotted ?? undefined}
      data-measured={share.measured ?? undefined}
      data-charges={charges}
    >
      <div className="who-has">
        <Link to="/stations/$identity" params={{ identity: share.station }} className="plain">
          <strong>{name}</strong>
        </Link>
        <span className="quiet small">
          {share.node}
          {share.priority !== 0 && ` · ${words.priorityOf(share.priority)}`}
        </span>
      </div>
      <div className="gets">
        <div
          className="share-bar"
          role="img"
          aria-label={words.bar(
            share.measured == null ? texts.nothing : `${quantity(share.measured)} A`,
            `${quantity(share.mayDraw)} A`,
            `${quantity(share.most)} A`,
          )}
        >
          <span data-kind="may" style={{ width: part(share.mayDraw) }} />
          <span data-kind="drawn" style={{ width: part(charges ? (share.measured ?? 0) : 0) }} />
        </div>
        <p className="small num oneline-ish">
          {charges && share.measured != null && <strong>{quantity(share.measured)} A</strong>}{' '}
          <span className="quiet">
            {words.mayOf(quantity(share.mayDraw), quantity(share.most))}
            {charges &&
              share.allotted != null &&
              share.allotted !== share.mayDraw &&
              ` · ${words.goesTo(quantity(share.allotted))}`}
          </span>
        </p>
      </div>
      <div className="why stack tight">
        <p className="row tight">
          <Reason share={share} connected={connected} />
          {share.goalWh != null && share.departsAt != null && (
            <Badge tone="violet">{words.promised(energy(share.goalWh), moment(share.departsAt, zone))}</Badge>
          )}
        </p>
        <p className="small quiet wrap">
          <Why share={share} rivals={rivals} connected={connected} />
        </p>
      </div>
      <div className="acts">
        {charges && (
          <Link to="/sessions/$id" params={{ id: String(share.transaction) }} aria-label={words.sessionAt(name)}>
            {words.session}
          </Link>
        )}
        {charges && may('support') && (
          <Button size="compact-sm" variant="default" onClick={() => setPromising(true)} aria-label={words.promiseAt(name)}>
            {words.promise}
          </Button>
        )}
      </div>
      {promising && <GoalDialog share={share} close={() => setPromising(false)} />}
    </li>
  );
}

function Reason({ share, connected }: { share: Share; connected: boolean }) {
  if (!share.canBeTold) return <Badge tone={connected ? 'amber' : 'grey'}>{connected ? words.untold : words.offline}</Badge>;
  if (share.transaction == null) return <Badge tone="grey">{words.idle}</Badge>;
  return <Badge tone={tones[share.reason] ?? 'grey'}>{words.reasons[share.reason] ?? share.reason}</Badge>;
}

/** In words: who has what it lacks. What the API says of a station that cannot be told, it says in English. */
function Why({ share, rivals, connected }: { share: Share; rivals: Share[]; connected: boolean }) {
  if (!share.canBeTold)
    return connected ? (
      <>
        {words.keptFree(quantity(share.atWorst))} <span lang="en">{share.why}</span>
      </>
    ) : (
      words.offlineHint(quantity(share.atWorst))
    );
  if (share.transaction == null) return share.fallback == null ? words.idleUnknown : words.idleFallback(quantity(share.fallback));
  const others = rivals.map((other) => `${nameOf(other)} (${quantity(other.allotted ?? other.mayDraw)} A)`).join(', ');
  switch (share.reason) {
    case 'Shared':
    case 'Waits': {
      const at = share.shortAt ?? share.node;
      const sentence = share.reason === 'Waits' ? words.waitsAt(at) : words.shortAt(at);
      return others ? `${sentence} ${words.with(others)}` : sentence;
    }
    case 'Enough':
      return words.enough;
    case 'TooLittle':
      return words.tooLittle;
    default:
      return <span lang="en">{share.why}</span>;
  }
}
