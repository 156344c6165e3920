import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Printer } from 'lucide-react';
import { api, read, type Schemas } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Loaded } from '../parts/Loaded';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { money } from '../words/numbers';
import { moment } from '../words/times';
import { Amend } from './Amend';
import { PriceSteps } from './PriceSteps';

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
        {({ price, balance, entries, tariff, version }) =>
          !price ? (
            <p className="quiet">{words.noPrice}</p>
          ) : (
            <div className="stack">
              <PriceSteps price={price} />
              {entries.length === 0 && <p className="quiet small">{running || balance == null ? words.pricePreview : null}</p>}
              {entries.length > 0 && <Entries entries={entries} zone={zone} />}
              <div className="row spread">
                {tariff != null && version != null && <ByTariff tariff={tariff} version={version} />}
                {entries.length > 0 && <Amend id={id} balance={balance ?? 0} currency={price.currency} />}
              </div>
            </div>
          )
        }
      </Loaded>
    </section>
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
              {texts.amend.kinds[entry.kind] ?? entry.kind} <span className="quiet small">{moment(entry.madeAt, zone)}</span>
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

/** The tariff that held as the session started; tariffs are read by those who see all sites. */
function ByTariff({ tariff, version }: { tariff: number; version: number }) {
  const { sites } = useSession();
  const said = texts.amend.byTariff(tariff, version);
  return sites != null ? (
    <span className="quiet small">{said}</span>
  ) : (
    <Link to="/prices/$id" params={{ id: String(tariff) }} className="small">
      {said}
    </Link>
  );
}
