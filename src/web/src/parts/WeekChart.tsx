import type { Tone } from '../words/states';
import { dayName, type Span, timeOf } from './week';
import './week.css';

export type Painted = Span & { tone: Tone; title: string };

const dayMinutes = 24 * 60;
const marks = [0, 6, 12, 18, 24];

/** Parts of the week in colours, a line for each day. What is drawn must stand beside it in words: `label` says what is drawn. */
export function WeekChart({ spans, label, small }: { spans: readonly Painted[]; label: string; small?: boolean }) {
  return (
    <div className="week" role="img" aria-label={label} data-small={small || undefined}>
      {Array.from({ length: 7 }, (_, day) => (
        <div className="day" key={dayName(day, 'long')}>
          <span className="quiet small">{dayName(day)}</span>
          <div className="track">
            {spans
              .filter((span) => span.day === day)
              .map((span) => (
                <span
                  key={`${span.from} ${span.title}`}
                  data-tone={span.tone}
                  data-span={`${day} ${timeOf(span.from)} ${timeOf(span.to)}`}
                  title={`${span.title}, ${timeOf(span.from)}–${timeOf(span.to)}`}
                  style={{
                    left: `${(span.from / dayMinutes) * 100}%`,
                    width: `${((span.to - span.from) / dayMinutes) * 100}%`,
                  }}
                />
              ))}
          </div>
        </div>
      ))}
      <div className="day hours quiet small num" aria-hidden>
        <span />
        <div>
          {marks.map((hour) => (
            <span key={hour}>{hour}</span>
          ))}
        </div>
      </div>
    </div>
  );
}
