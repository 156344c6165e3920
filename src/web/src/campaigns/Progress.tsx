import { texts } from '../texts';
import './campaigns.css';

type Counts = { total: number; waiting: number; running: number; done: number; failed: number; skipped: number };

/** How many stations are where, as a bar and in words. */
export function Progress({ of }: { of: Counts }) {
  const parts = ['done', 'failed', 'skipped', 'running'] as const;
  const words = texts.campaigns.counts(of);
  return (
    <div className="stack tight">
      <div className="progress" aria-hidden>
        {parts.map(
          (part) => of[part] > 0 && <span key={part} data-part={part} style={{ width: `${(of[part] / of.total) * 100}%` }} />,
        )}
      </div>
      <span className="small quiet num">{words}</span>
    </div>
  );
}
