import { path, type Visited } from './api';
import { duration, energy, money, power, words } from './words';

/** The visitor's own session, as it grows or as it was. */
export function Session({ session }: { session: Visited }) {
  const { currency, total } = session;
  const until = session.stoppedAt ? new Date(session.stoppedAt).getTime() : Date.now();
  return (
    <section aria-labelledby="session" data-session={session.id} data-running={session.running}>
      <h2 id="session">{session.running ? words.yours : words.last}</h2>
      <dl>
        <div>
          <dt>{words.energy}</dt>
          <dd className="big">{energy(session.energyWh)}</dd>
        </div>
        {session.powerW !== null && (
          <div>
            <dt>{words.power}</dt>
            <dd>{power(session.powerW)}</dd>
          </div>
        )}
        {currency !== null && total !== null && (
          <div>
            <dt>{session.running ? words.costSoFar : words.cost}</dt>
            <dd className="big">{money(total, currency)}</dd>
          </div>
        )}
        <div>
          <dt>{words.duration}</dt>
          <dd>{duration(session.startedAt, until)}</dd>
        </div>
      </dl>
      {currency !== null && session.steps.length > 1 && (
        <ul className="steps">
          {session.steps.map((step) => (
            <li key={`${step.kind} ${step.band} ${step.unitPrice}`}>
              <span>
                {words.steps[step.kind] ?? step.kind}
                {step.band && ` · ${step.band}`}
              </span>
              <span>{money(step.amount, currency)}</span>
            </li>
          ))}
        </ul>
      )}
      {session.booked ? (
        <p>
          <a href={`${path}/receipt`}>{words.receipt}</a>
        </p>
      ) : (
        !session.running && total !== null && <p className="quiet">{words.receiptLater}</p>
      )}
    </section>
  );
}
