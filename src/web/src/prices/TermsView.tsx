import { texts } from '../texts';
import { money, quantity } from '../words/numbers';
import { type Terms, whenWords } from './tariffs';
import { bandTone } from './tones';

const words = texts.prices;

/** What a tariff says: its own prices, then its bands in the order in which they count. */
export function TermsView({ terms }: { terms: Terms }) {
  const { currency } = terms;
  const price = (amount: number | null | undefined, unit?: string) =>
    amount ? `${money(amount, currency)}${unit ? ` ${unit}` : ''}` : null;
  const facts: [string, string | null][] = [
    [words.startFee, price(terms.startFee)],
    [words.rates.perKwh, price(terms.perKwh ?? 0, words.rateUnits.perKwh) ?? money(0, currency)],
    [words.rates.perMinute, price(terms.perMinute, words.rateUnits.perMinute)],
    [words.rates.idlePerMinute, price(terms.idlePerMinute, words.rateUnits.idlePerMinute)],
    [words.grace, terms.idleGraceMinutes ? `${terms.idleGraceMinutes} min` : null],
    [words.minimum, price(terms.minimum)],
    [words.maximum, price(terms.maximum)],
    [
      words.tax,
      terms.taxPercent
        ? `${quantity(terms.taxPercent)} %, ${terms.pricesIncludeTax ? words.taxIncluded : words.taxAdded}`
        : words.noTax,
    ],
  ];
  const bands = terms.bands ?? [];
  const holidays = terms.holidays ?? [];
  return (
    <div className="stack">
      <dl className="facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="num">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {bands.length > 0 && (
        <div className="scroll">
          <table className="plain bands">
            <thead>
              <tr>
                <th scope="col">{words.band}</th>
                <th scope="col">{words.when}</th>
                <th scope="col">{words.price}</th>
              </tr>
            </thead>
            <tbody>
              {bands.map((band, at) => (
                <tr key={band.name} data-band={at}>
                  <th scope="row">
                    <span className="swatch" data-tone={bandTone(at)}>
                      {band.name}
                    </span>
                  </th>
                  <td>{whenWords(band)}</td>
                  <td className="num">
                    {(['perKwh', 'perMinute', 'idlePerMinute'] as const)
                      .filter((kind) => band[kind] != null)
                      .map((kind) => `${money(band[kind]!, currency)} ${words.rateUnits[kind]}`)
                      .join(', ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {holidays.length > 0 && (
        <details>
          <summary className="quiet small">{words.holidaysCount(holidays.length)}</summary>
          <p className="small num">{holidays.join(', ')}</p>
        </details>
      )}
    </div>
  );
}
