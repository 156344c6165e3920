import { texts } from '../texts';
import { quantity } from '../words/numbers';
import { clock } from '../words/times';
import { limitAt, type Step, stepPath, topOf } from './schedule';
import './schedule.css';

type Props = { from: string; seconds: number; unit: string; computed: Step[]; told: Step[] };

const marks = 6;

/** The limit over time as follows from the profiles, and beside it as the station told it. */
export function ScheduleChart({ from, seconds, unit, computed, told }: Props) {
  const words = texts.limits;
  const start = Date.parse(from);
  const end = start + seconds * 1000;
  const top = topOf(computed, told);
  const now = limitAt(computed, start);
  if (computed.every(({ limit }) => limit === null) && told.length === 0) return <p className="quiet">{words.none}</p>;
  return (
    <figure className="schedule">
      <p className="figure">
        {now === null ? words.unlimited : `${quantity(now)} ${unit}`} <small>{words.now}</small>
      </p>
      <div className="plot">
        <ol className="scale num" aria-hidden>
          <li>{`${quantity(Math.round(top))} ${unit}`}</li>
          <li>{`0 ${unit}`}</li>
        </ol>
        <svg viewBox="0 0 1000 200" preserveAspectRatio="none" role="img" aria-label={words.schedule}>
          <path className="edge" d="M0 199.5H1000" />
          <path className="computed" d={stepPath(computed, start, end, top)} data-steps={computed.length} />
          <path className="told" d={stepPath(told, start, end, top)} data-steps={told.length} />
        </svg>
        <ol className="times num quiet small" aria-hidden>
          {Array.from({ length: marks + 1 }, (_, mark) => start + (mark * seconds * 1000) / marks).map((at) => (
            <li key={at}>{clock(new Date(at).toISOString()).slice(0, 5)}</li>
          ))}
        </ol>
      </div>
      <figcaption className="row small">
        <span className="key computed">{words.computed}</span>
        {told.length > 0 && <span className="key told">{words.told}</span>}
      </figcaption>
    </figure>
  );
}
