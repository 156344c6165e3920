import { Badge } from '../parts/Status';
import { texts } from '../texts';
import { quantity } from '../words/numbers';
import { type Bar, barsOf, merged } from './plan';
import { nameOf } from './Shares';
import type { Parts } from './SitePower';
import type { Live } from './usePower';

const words = texts.energy;
const room = 1.08;

/** The proof: whatever becomes of connections and cars, all that could be drawn now, held against each limit. */
export function Proof({ plan, live: { shares, worst } }: Parts & { live: Live }) {
  return (
    <section className="panel stack" aria-labelledby="proof-title" data-holds={worst.holds}>
      <div className="head">
        <h2 id="proof-title">{words.proof}</h2>
        <Badge tone={worst.holds ? 'green' : 'red'}>{worst.holds ? words.proofHolds : words.proofFails}</Badge>
      </div>
      <p className="quiet small">{words.proofHint}</p>
      {worst.nodes.map((node) => (
        <figure key={node.name} className="proof" data-node={node.name} data-holds={node.holds}>
          <figcaption className="row tight">
            <strong>{node.name}</strong>
            {node.schedule && <Badge tone="violet">{node.schedule}</Badge>}
            {!node.holds && <Badge tone="red">{words.over}</Badge>}
          </figcaption>
          {merged(barsOf(plan, worst, node.name, shares, nameOf)).map((bar) => (
            <WorstBar key={bar.row} bar={bar} />
          ))}
        </figure>
      ))}
      <ul className="row small quiet proof-keys">
        {(['building', 'told', 'kept'] as const).map((kind) => (
          <li key={kind} className="key" data-kind={kind}>
            {words.kinds[kind]}
          </li>
        ))}
        <li className="key" data-kind="limit">
          {words.theLimit}
        </li>
      </ul>
    </section>
  );
}

function WorstBar({ bar: { row, limit, worst, parts } }: { bar: Bar }) {
  const top = Math.max(limit ?? 0, worst, 1) * room;
  const share = (amperes: number) => `${(amperes / top) * 100}%`;
  const said = limit === null ? words.ofNone(quantity(worst)) : words.ofAmperes(quantity(worst), quantity(limit));
  const list = parts.map((part) => `${part.kind === 'building' ? words.kinds.building : part.name} ${quantity(part.amperes)} A`);
  return (
    <div className="worst" data-row={row || 'all'} data-worst={worst} data-limit={limit ?? undefined}>
      <span className="quiet small">{words.rows[row] ?? row}</span>
      <div className="track" role="img" aria-label={`${said}: ${list.join(', ')}`}>
        {parts.map((part, at) => (
          <span key={part.key} data-kind={part.kind} title={list[at]} style={{ width: share(part.amperes) }}>
            {part.amperes / top > 0.12 && (
              <span className="cut">{part.kind === 'building' ? words.kinds.building : part.name}</span>
            )}
          </span>
        ))}
        {limit !== null && <i className="limit" style={{ left: share(limit) }} />}
      </div>
      <span className={limit !== null && worst > limit ? 'small num bad' : 'small num'}>{said}</span>
    </div>
  );
}
