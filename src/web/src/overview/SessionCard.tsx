import { Link } from '@tanstack/react-router';
import type { Transaction } from '../api/client';
import type { Point } from '../live/series';
import { Flow } from '../parts/Flow';
import { useSession } from '../session/useSession';
import { StopButton } from '../station/give/StopButton';
import { texts } from '../texts';
import { kiloWattHours } from '../words/numbers';

/** A running session with its curve as it grows. */
export function SessionCard({ session, points }: { session: Transaction; points: readonly Point[] }) {
  const { may } = useSession();
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
      <Flow session={session} points={points} />
      {(session.flags.length > 0 || session.authorization !== 'Accepted') && (
        <p className="bad small">
          {[session.authorization === 'Accepted' ? null : session.authorization, ...session.flags].filter(Boolean).join(', ')}
        </p>
      )}
    </article>
  );
}
