import { useQuery } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { api, read, type Schemas } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Loaded } from '../parts/Loaded';
import { texts } from '../texts';
import { money, quantity } from '../words/numbers';
import { moment } from '../words/times';

const words = texts.session;

/** What the session costs, step by step, and what was booked of it. */
export function Price({ id, running, zone }: { id: number; running: boolean; zone: string | undefined }) {
  const key = ['session', id, 'price'] as const;
  const found = useQuery({
    queryKey: key,
    queryFn: () => read(api.GET('/api/v1/transactions/{id}/price', { params: { path: { id } } })),
  });
  useFresh(key, ({ kind, change }) => change.transactionId === id && (kind === 'priceBooked' || kind === 'transactionMetered'));
  return (
    <section className="panel" aria-labelledby="price-title">
      <h2 id="price-title">{words.price}</h2>
      <Loaded of={found} lines={3}>
        {({ price, balance, entries }) =>
          !price ? (
            <p className="quiet">{words.noPrice}</p>
          ) : (
            <div className="stack">
              <Steps price={price} />
              {entries.length === 0 && <p className="quiet small">{running || balance == null ? words.pricePreview : null}</p>}
              {entries.length > 0 && <Entries entries={entries} zone={zone} />}
            </div>
          )
        }
      </Loaded>
    </section>
  );
}

function Steps({ price }: { price: Schemas['PriceView'] }) {
  return (
    <div className="scroll">
      <table className="plain steps">
        <thead>
          <tr>
            <th scope="col">{words.step}</th>
            <th scope="col" className="right">
              {words.quantity}
            </th>
            <th scope="col" className="right">
              {words.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {price.steps.map((step, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place
            <tr key={at} data-step={step.kind}>
              <td className="wrap">
                {words.steps[step.kind] ?? step.kind}
                {step.band && <span className="quiet small"> {step.band}</span>}
              </td>
              <td className="right num">
                {step.kind in words.units && `${quantity(step.quantity)} ${words.units[step.kind]}`}
                {step.kind in words.units && (
                  <span className="quiet small" style={{ display: 'block' }}>
                    × {money(step.unitPrice, price.currency)}
                  </span>
                )}
              </td>
              <td className="right num">{money(step.amount, price.currency)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row" colSpan={2}>
              {words.total}
            </th>
            <th className="right num">{money(price.gross, price.currency)}</th>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Entries({ entries, zone }: { entries: Schemas['PriceEntryView'][]; zone: string | undefined }) {
  return (
    <div>
      <h3>{words.booked}</h3>
      <ul className="lines">
        {entries.map((entry) => (
          <li key={entry.id} className="row spread" data-receipt={entry.receiptNumber}>
            <span>
              {entry.kind} <span className="quiet small">{moment(entry.madeAt, zone)}</span>
            </span>
            <span className="row">
              <span className="num">{money(entry.gross, entry.currency)}</span>
              <a
                href={`/api/v1/receipts/${entry.id}/html`}
                target="_blank"
                rel="noreferrer"
                className="row tight"
                aria-label={`${words.receipt(entry.receiptNumber)}, ${words.print}`}
              >
                <Printer size={15} aria-hidden />
                {words.receipt(entry.receiptNumber)}
              </a>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
