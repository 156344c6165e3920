import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, read } from '../api/client';
import { nameOf, useDrivers } from '../drivers/access';
import { useNetwork } from '../live/useNetwork';
import { Amount } from '../parts/Amount';
import { Loaded } from '../parts/Loaded';
import { Empty } from '../parts/Trouble';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { count, energy, money, quantity } from '../words/numbers';
import { monthName, monthsUntil } from '../words/times';
import { MonthSelect, SiteSelect, TableLink } from './fields';
import { MonthChart } from './MonthChart';
import type { ReportProps } from './Reports';
import {
  byMonth,
  figureOf,
  type Grouping,
  groupings,
  mainCurrency,
  metrics,
  monthsBetween,
  tableAddress,
  type UsageRow,
} from './usage';

const words = texts.reports;
const shownAtFirst = 6;

/** Energy, sessions, revenue, utilisation and CO₂: month by month as a chart, by what is asked for as a table. */
export function Usage({ search, change }: ReportProps) {
  const everywhere = useSession().sites == null;
  const recent = monthsUntil(new Date(), shownAtFirst);
  const from = search.from ?? recent.at(-1)!;
  const until = search.until ?? recent[0]!;
  const by = search.by ?? 'site';
  const metric = search.show ?? 'energy';
  const { site, co2 } = search;
  const ask = (grouping: Grouping) => ({ from, until, by: grouping, site, co2GramsPerKwh: co2 });
  const report = (grouping: Grouping) => () => read(api.GET('/api/v1/reports/usage', { params: { query: ask(grouping) } }));
  const monthly = useQuery({ queryKey: ['reports', 'usage', ask('month')], queryFn: report('month') });
  const rows = useQuery({ queryKey: ['reports', 'usage', ask(by)], queryFn: report(by) });
  const months = monthsBetween(from, until);
  return (
    <div className="stack">
      <search className="report-fields">
        <MonthSelect label={words.from} value={from} change={(month) => change({ from: month })} />
        <MonthSelect label={words.until} value={until} change={(month) => change({ until: month })} />
        <SiteSelect value={site} change={(value) => change({ site: value })} />
        <Select
          label={words.by}
          data={groupings
            .filter((one) => everywhere || one !== 'driver')
            .map((one) => ({ value: one, label: words.groupings[one] }))}
          value={by}
          onChange={(value) => change({ by: value as Grouping })}
          allowDeselect={false}
        />
        <Amount
          label={words.factor}
          value={co2 ?? null}
          change={(value) => change({ co2: value ?? undefined })}
          unit="g/kWh"
          decimals={1}
          most={2000}
        />
      </search>
      <section className="panel stack" aria-labelledby="chart-title">
        <div className="head">
          <h2 id="chart-title">{words.overTime}</h2>
          <Select
            aria-label={words.figure}
            data={metrics.map((one) => ({ value: one, label: words.metrics[one] }))}
            value={metric}
            onChange={(value) => change({ show: value as (typeof metrics)[number] })}
            allowDeselect={false}
            w={170}
          />
        </div>
        <Loaded of={monthly} lines={6}>
          {({ rows: found }) => {
            const currency = mainCurrency(found);
            const values = byMonth(found, months, metric, currency);
            const unit = metric === 'revenue' ? (currency ?? '') : (words.units[metric] ?? '');
            if (metric === 'co2' && co2 === undefined) return <p className="quiet">{words.needFactor}</p>;
            return values.every((value) => !value) ? (
              <p className="quiet">{words.nothingThen}</p>
            ) : (
              <MonthChart months={months} values={values} label={words.metrics[metric]} unit={unit} />
            );
          }}
        </Loaded>
      </section>
      <section className="panel flush" aria-labelledby="rows-title">
        <div className="head">
          <h2 id="rows-title">{words.byWhat(words.groupings[by])}</h2>
          <TableLink href={tableAddress('usage', ask(by))} />
        </div>
        <Loaded of={rows} lines={5}>
          {({ rows: found }) =>
            found.length === 0 ? (
              <Empty title={words.nothing} hint={words.nothingHint} />
            ) : (
              <UsageTable rows={found} by={by} metric={metric} />
            )
          }
        </Loaded>
      </section>
    </div>
  );
}

type TableProps = { rows: readonly UsageRow[]; by: Grouping; metric: (typeof metrics)[number] };

function UsageTable({ rows, by, metric }: TableProps) {
  const currency = mainCurrency(rows);
  const figures = rows.map((row) => figureOf(row, metric, currency) ?? 0);
  const top = Math.max(...figures, 0);
  const withCo2 = rows.some(({ co2Grams }) => co2Grams !== null);
  return (
    // What scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <div className="scroll" tabIndex={0}>
      <table className="plain usage-table">
        <thead>
          <tr>
            <th scope="col">{words.groupings[by]}</th>
            <th scope="col" className="right">
              {words.metrics.sessions}
            </th>
            <th scope="col" className="right">
              {words.metrics.energy}
            </th>
            <th scope="col" className="right">
              {words.hours}
            </th>
            <th scope="col" className="right">
              {words.metrics.utilisation}
            </th>
            <th scope="col" className="right">
              {words.metrics.revenue}
            </th>
            {withCo2 && (
              <th scope="col" className="right">
                {words.metrics.co2}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr
              key={`${row.month} ${row.site} ${row.station} ${row.driver}`}
              data-usage={row.month ?? row.station ?? row.driver ?? row.site ?? 'all'}
            >
              <th scope="row">
                <Name row={row} by={by} />
                <span className="share-of" style={{ width: `${top > 0 ? ((figures[at] ?? 0) / top) * 100 : 0}%` }} aria-hidden />
              </th>
              <td className="right num">{count(row.sessions)}</td>
              <td className="right num">{energy(row.energyWh)}</td>
              <td className="right num">{quantity(Math.round(row.sessionMinutes / 6) / 10)}</td>
              <td className="right num">
                {row.utilisationPercent === null
                  ? texts.nothing
                  : `${quantity(Math.round(row.utilisationPercent * 100) / 100)} %`}
              </td>
              <td className="right num">
                {row.revenue.length === 0 ? texts.nothing : row.revenue.map((one) => money(one.gross, one.currency)).join(', ')}
              </td>
              {withCo2 && (
                <td className="right num">
                  {row.co2Grams === null ? texts.nothing : `${quantity(Math.round(row.co2Grams) / 1000)} kg`}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Name({ row, by }: { row: UsageRow; by: Grouping }) {
  const sites = useNetwork((network) => network.sites);
  const drivers = useDrivers(by === 'driver');
  if (by === 'month') return <>{row.month === null ? words.all : monthName(row.month)}</>;
  if (by === 'driver') return <>{row.driver === null ? words.nobodys : nameOf(drivers.data, row.driver)}</>;
  if (by === 'station' && row.station !== null)
    return (
      <Link to="/stations/$identity" params={{ identity: row.station }} className="plain">
        {row.station}
      </Link>
    );
  return <>{sites.find(({ id }) => id === row.site)?.name ?? words.siteNumber(row.site ?? 0)}</>;
}
