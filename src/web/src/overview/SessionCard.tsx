import { Link } from '@tanstack/react-router';
import type { Transaction } from '../api/client';
import type { Point } from '../live/series';
import { useSeconds } from '../live/useNetwork';
import { Sparkline } from '../parts/Sparkline';
import { useSession } from '../session/useSession';
import { StopButton } from '../station/give/StopButton';
import { texts } from '../texts';
import { duration, kiloWattHours, power } from '../words/numbers';

/** A running session with its curve as it grows. */
export function SessionCard({ session, points }: { session: Transaction; points: readonly Point[] }) {
  const { may } = useSession();
  useSeconds();
  return (
    <article className="session-card" data-transaction={session.id} data-id-tag={session.idTag} data-energy-wh={session.energyWh}>
      <div className="row spread">
        <h3 className="grow">
          <Link to="/sessions/$id" params={{ id: String(session.id) }} className="plain">
            {texts.station.at(session.station, session.connectorId)}
          </Link>
        </h3>
        {may('support') && <StopButton session={session} />}
      </div>
      <p className="figure">
        {kiloWattHours(session.energyWh)} <small>kWh</small>
      </p>
      <Sparkline points={points} />
      <p className="row spread small quiet num oneline">
        <span>{power(session.powerW ?? points.at(-1)?.watts)}</span>
        <span className="cut">{session.idTag}</span>
        <span>{duration(session.startedAt)}</span>
      </p>
      {(session.flags.length > 0 || session.authorization !== 'Accepted') && (
        <p className="bad small">
          {[session.authorization === 'Accepted' ? null : session.authorization, ...session.flags].filter(Boolean).join(', ')}
        </p>
      )}
    </article>
  );
}
