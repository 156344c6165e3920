import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { WeekChart } from '../parts/WeekChart';
import { dayName, timeOf } from '../parts/week';
import { texts } from '../texts';
import { money } from '../words/numbers';
import { today } from '../words/times';
import { addDays, kindsOf, mondayOf, type Rated, type RateKind, weekOf } from './rates';
import type { Terms } from './tariffs';
import { bandTone } from './tones';

const words = texts.prices;

/** The prices of a tariff drawn over a week, with their legend; the same as a table. */
export function PriceWeek({ terms, small }: { terms: Terms; small?: boolean }) {
  const [date, setDate] = useState(today());
  const [chosen, choose] = useState<RateKind>('perKwh');
  const kinds = kindsOf(terms);
  const kind = kinds.includes(chosen) ? chosen : 'perKwh';
  const monday = mondayOf(date);
  const week = weekOf(terms, monday, kind);
  const shown = [...new Map(week.map((part) => [part.band, part])).values()].sort(
    (one, other) => (one.band ?? -1) - (other.band ?? -1),
  );
  const nameOf = ({ band }: Rated) =>
    band === null ? (shown.length === 1 ? words.anyTime : words.ownPrice) : terms.bands![band]!.name;
  const priceOf = ({ price }: Rated) => `${money(price, terms.currency)} ${words.rateUnits[kind]}`;
  const label = words.weekOf(
    shown.map((part) => `${nameOf(part)}: ${priceOf(part)}`).join('; '),
    dayWords(monday),
    dayWords(addDays(monday, 6)),
  );
  return (
    <div className="stack price-week">
      {!small && (
        <div className="row spread" style={{ alignItems: 'end' }}>
          {kinds.length > 1 ? (
            <SegmentedControl
              aria-label={words.kind}
              value={kind}
              onChange={(value) => choose(value as RateKind)}
              data={kinds.map((value) => ({ value, label: words.rates[value] }))}
            />
          ) : (
            <span>{words.rates.perKwh}</span>
          )}
          <TextInput
            type="date"
            label={words.inWeek}
            value={date}
            onChange={(e) => e.currentTarget.value && setDate(e.currentTarget.value)}
          />
        </div>
      )}
      <WeekChart
        small={small}
        label={label}
        spans={week.map((part) => ({ ...part, tone: bandTone(part.band), title: `${nameOf(part)}, ${priceOf(part)}` }))}
      />
      <ul className="row legend small">
        {shown.map((part) => (
          <li key={part.band} data-tone={bandTone(part.band)} data-band={part.band ?? 'own'}>
            {nameOf(part)} <strong className="num">{priceOf(part)}</strong>
          </li>
        ))}
      </ul>
      {!small && (
        <details>
          <summary className="quiet small">{words.asTable}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
          <section className="scroll" tabIndex={0} aria-label={words.asTable}>
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{words.day}</th>
                  <th scope="col">{words.time}</th>
                  <th scope="col">{words.band}</th>
                  <th scope="col" className="right">
                    {words.rates[kind]}
                  </th>
                </tr>
              </thead>
              <tbody>
                {week.map((part) => (
                  <tr key={`${part.day} ${part.from}`}>
                    <th scope="row">
                      {dayName(part.day, 'long')}, {dayWords(addDays(monday, part.day))}
                    </th>
                    <td className="num">
                      {timeOf(part.from)}–{timeOf(part.to)}
                    </td>
                    <td>{nameOf(part)}</td>
                    <td className="right num">{priceOf(part)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </details>
      )}
    </div>
  );
}

const dayWords = (date: string) =>
  new Date(`${date}T00:00:00Z`).toLocaleDateString(texts.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
