import type { Connector } from './api';
import { money, percent, words } from './words';

/** What charging costs here, before anybody starts. */
export function Price({ terms }: { terms: Connector['price'] }) {
  if (!terms) {
    return (
      <section aria-labelledby="price">
        <h2 id="price">{words.price}</h2>
        <p className="quiet">{words.noPrice}</p>
      </section>
    );
  }
  const currency = terms.currency ?? '';
  const lines = (
    [
      [words.startFee, terms.startFee],
      [words.perKwh, terms.perKwh],
      [words.perMinute, terms.perMinute],
      [words.idlePerMinute(terms.idleGraceMinutes ?? 0), terms.idlePerMinute],
      [words.minimum, terms.minimum],
      [words.maximum, terms.maximum],
    ] as const
  ).filter(([, amount]) => amount);
  return (
    <section aria-labelledby="price" data-price>
      <h2 id="price">{words.price}</h2>
      <dl className="prices">
        {lines.map(([name, amount]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{money(amount!, currency)}</dd>
          </div>
        ))}
      </dl>
      {terms.bands && terms.bands.length > 0 && (
        <>
          <p>{words.bands}</p>
          <ul className="steps">
            {terms.bands.map((band) => (
              <li key={`${band.name} ${band.from}`}>
                <span>
                  {band.name} {band.from}–{band.to} {band.days?.join(', ')}
                </span>
                <span>{band.perKwh ? `${money(band.perKwh, currency)}/kWh` : ''}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {terms.taxPercent ? (
        <p className="quiet">
          {terms.pricesIncludeTax ? words.taxIn(percent(terms.taxPercent)) : words.taxOut(percent(terms.taxPercent))}
        </p>
      ) : null}
    </section>
  );
}
