import { useQuery } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { api, read } from '../api/client';
import { nameOf, statementAddress, useDrivers, useGroups } from '../drivers/access';
import { Loaded } from '../parts/Loaded';
import { Empty } from '../parts/Trouble';
import { texts } from '../texts';
import { count, energy, money } from '../words/numbers';
import { monthsUntil } from '../words/times';
import { MonthSelect } from './fields';
import type { ReportProps } from './Reports';

const words = texts.reports;

/** What each driver and each group was charged in a month, with the statement to print. */
export function Statements({ search, change }: ReportProps) {
  const month = search.month ?? monthsUntil(new Date(), 1)[0]!;
  const drivers = useDrivers();
  const charged = useQuery({
    queryKey: ['reports', 'usage', 'statements', month],
    queryFn: () => read(api.GET('/api/v1/reports/usage', { params: { query: { from: month, until: month, by: 'driver' } } })),
  });
  const groups = useGroups();
  return (
    <div className="stack">
      <search className="report-fields">
        <MonthSelect label={words.month} value={month} change={(value) => change({ month: value })} />
      </search>
      <section className="panel flush" aria-labelledby="drivers-title">
        <div className="head">
          <h2 id="drivers-title">{words.ofDrivers}</h2>
        </div>
        <Loaded of={charged} lines={5}>
          {({ rows }) => {
            const found = rows.filter(({ driver, revenue }) => driver !== null && revenue.length > 0);
            return found.length === 0 ? (
              <Empty title={words.nothingCharged} hint={words.nothingChargedHint} />
            ) : (
              <div className="scroll">
                <table className="plain usage-table">
                  <thead>
                    <tr>
                      <th scope="col">{words.groupings.driver}</th>
                      <th scope="col" className="right">
                        {words.metrics.sessions}
                      </th>
                      <th scope="col" className="right">
                        {words.metrics.energy}
                      </th>
                      <th scope="col" className="right">
                        {words.charged}
                      </th>
                      <th scope="col">
                        <span className="unseen">{words.statement}</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {found.map((row) => {
                      const name = nameOf(drivers.data, row.driver!);
                      return (
                        <tr key={row.driver} data-statement={row.driver}>
                          <th scope="row">{name}</th>
                          <td className="right num">{count(row.sessions)}</td>
                          <td className="right num">{energy(row.energyWh)}</td>
                          <td className="right num">{row.revenue.map((one) => money(one.gross, one.currency)).join(', ')}</td>
                          <td className="right">
                            <Print href={statementAddress('drivers', row.driver!, month)} name={name} />
                          </td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              </div>
            );
          }}
        </Loaded>
      </section>
      <section className="panel" aria-labelledby="groups-title">
        <h2 id="groups-title">{words.ofGroups}</h2>
        <Loaded of={groups} lines={3}>
          {(found) =>
            found.length === 0 ? (
              <p className="quiet">{words.noGroups}</p>
            ) : (
              <ul className="lines">
                {found.map(({ id, name, drivers: count }) => (
                  <li key={id} className="row spread">
                    <span>
                      {name} <span className="quiet small">{words.drivers(count)}</span>
                    </span>
                    <Print href={statementAddress('groups', id, month)} name={name} />
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
    </div>
  );
}

function Print({ href, name }: { href: string; name: string }) {
  return (
    <a className="row tight print" href={href} target="_blank" rel="noreferrer" aria-label={words.statementOf(name)}>
      <Printer size={15} aria-hidden />
      {words.statement}
    </a>
  );
}
