import type { Transaction } from '../api/client';
import type { Point } from '../live/series';
import { useSeconds } from '../live/useNetwork';
import { duration, power } from '../words/numbers';
import { Sparkline } from './Sparkline';

/** What flows in a running session: its curve, its power, whose it is, and how long it has lasted. */
export function Flow({ session, points }: { session: Transaction; points: readonly Point[] }) {
  useSeconds();
  return (
    <>
      <Sparkline points={points} />
      <p className="row spread small quiet num oneline">
        <span>{power(session.powerW ?? points.at(-1)?.watts)}</span>
        <span className="cut">{session.idTag}</span>
        <span>{duration(session.startedAt)}</span>
      </p>
    </>
  );
}
