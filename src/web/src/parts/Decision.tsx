import { Link } from '@tanstack/react-router';
import type { Schemas } from '../api/client';
import { texts } from '../texts';
import { full, moment } from '../words/times';
import { Badge } from './Status';
import './decision.css';

/** What was looked at, as name and value; lists and objects as they stand. */
export function inputLines(inputs: unknown): [string, string][] {
  if (inputs === null || typeof inputs !== 'object') return [];
  const told = (value: unknown) => {
    if (typeof value === 'boolean') return value ? texts.yes : texts.no;
    if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? full(value) : value;
    return JSON.stringify(value);
  };
  return Object.entries(inputs).map(([name, value]) => [texts.decision.inputs[name] ?? name, told(value)]);
}

type Decided = Pick<Schemas['DecisionView'], 'status' | 'reason' | 'rule' | 'idTag' | 'inputs'> &
  Partial<Pick<Schemas['DecisionView'], 'at' | 'action' | 'transactionId'>>;

/** One decision about a tag: what was said, why, and what was looked at. */
export function Decision({ decided, zone, withTag }: { decided: Decided; zone?: string; withTag?: boolean }) {
  const words = texts.decision;
  const { status, reason, rule, idTag, inputs, at, action, transactionId } = decided;
  return (
    <div className="decision" data-decision={status} data-reason={reason}>
      <span className="row spread">
        <span className="row tight">
          <Badge tone={status === 'Accepted' ? 'green' : 'red'}>{status}</Badge>
          {withTag && <strong className="wrap">{idTag}</strong>}
          {action && <span className={withTag ? 'quiet' : undefined}>{words.actions[action] ?? action}</span>}
        </span>
        {at && (
          <time className="quiet small num" dateTime={at} title={full(at, zone)}>
            {moment(at, zone)}
          </time>
        )}
      </span>
      <span>
        {words.because(words.reasons[reason] ?? reason)}
        {rule != null && ` (${words.rule(rule)})`}
        {withTag && transactionId != null && (
          <>
            {' · '}
            <Link to="/sessions/$id" params={{ id: String(transactionId) }} className="plainlink">
              {texts.session.title(transactionId)}
            </Link>
          </>
        )}
      </span>
      <details className="small">
        <summary className="quiet">{words.lookedAt}</summary>
        <dl>
          {inputLines(inputs).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="wrap">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
