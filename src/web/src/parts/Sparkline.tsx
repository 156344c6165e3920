import type { Point } from '../live/series';
import { texts } from '../texts';
import { power } from '../words/numbers';
import './sparkline.css';

const [width, height] = [300, 56];

/** The path of the power over time, and its peak in W. */
export function curve(points: readonly Point[]): { line: string; area: string; peak: number } | null {
  const first = points[0];
  const last = points.at(-1);
  if (points.length < 2 || !first || !last) return null;
  const peak = Math.max(...points.map((point) => point.watts));
  const top = Math.max(peak, 1) * 1.1;
  const place = (point: Point) =>
    `${(((point.at - first.at) / (last.at - first.at)) * width).toFixed(1)} ${(height - (point.watts / top) * height).toFixed(1)}`;
  const line = `M${points.map(place).join('L')}`;
  return { line, area: `${line}L${width} ${height}L0 ${height}Z`, peak };
}

/** The power of a session as a small curve. */
export function Sparkline({ points }: { points: readonly Point[] }) {
  const drawn = curve(points);
  const now = points.at(-1)?.watts;
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${texts.session.chart}: ${power(now)}, ${power(drawn?.peak)}`}
    >
      <path className="ground" d={`M0 ${height - 0.5}H${width}`} />
      {drawn && <path className="area" d={drawn.area} />}
      {drawn && <path className="line" d={drawn.line} />}
    </svg>
  );
}
