import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, read, type Schemas } from '../api/client';
import { Loaded } from '../parts/Loaded';
import { Badge } from '../parts/Status';
import { Empty } from '../parts/Trouble';
import { texts } from '../texts';
import { quantity } from '../words/numbers';
import { monthsUntil } from '../words/times';
import { MonthSelect, SiteSelect, TableLink } from './fields';
import { OutageNotes } from './OutageNotes';
import type { ReportProps } from './Reports';
import { tableAddress } from './usage';

const words = texts.reports;
const yearsBack = 5;

const hours = (minutes: number) => quantity(Math.round(minutes / 6) / 10);
const percent = (value: number | null) => (value === null ? texts.nothing : `${quantity(Math.floor(value * 100) / 100)} %`);

/** How reliable each port was, by the rule that is chosen, and what persons said of outages. */
export function Uptime({ search, change }: ReportProps) {
  const rule = search.rule ?? 'nevi';
  return (
    <div className="stack">
      <search className="report-fields">
        <SegmentedControl
          aria-label={words.rule}
          value={rule}
          onChange={(value) => change({ rule: value === 'uk' ? 'uk' : undefined })}
          data={[
            { value: 'nevi', label: words.rules.nevi },
            { value: 'uk', label: words.rules.uk },
          ]}
        />
        {rule === 'nevi' ? (
          <MonthSelect
            label={words.untilMonth}
            value={search.month ?? monthsUntil(new Date(), 2)[1]!}
            change={(month) => change({ month })}
          />
        ) : (
          <YearSelect value={search.year ?? new Date().getFullYear()} change={(year) => change({ year })} />
        )}
        <SiteSelect value={search.site} change={(site) => change({ site })} />
      </search>
      {rule === 'nevi' ? (
        <NeviPorts month={search.month ?? monthsUntil(new Date(), 2)[1]!} site={search.site} />
      ) : (
        <UkPorts year={search.year ?? new Date().getFullYear()} site={search.site} />
      )}
      <OutageNotes />
    </div>
  );
}

function YearSelect({ value, change }: { value: number; change: (year: number) => void }) {
  const years = Array.from({ length: yearsBack }, (_, back) => String(new Date().getFullYear() - back));
  return (
    <Select
      label={words.year}
      data={[...new Set([...years, String(value)])]}
      value={String(value)}
      onChange={(year) => change(Number(year))}
      allowDeselect={false}
    />
  );
}

function NeviPorts({ month, site }: { month: string; site: number | undefined }) {
  const asked = { month, site };
  const found = useQuery({
    queryKey: ['reports', 'uptime', 'nevi', asked],
    queryFn: () => read(api.GET('/api/v1/reports/uptime/nevi', { params: { query: asked } })),
  });
  return (
    <section className="panel flush" aria-labelledby="ports-title" data-rule="nevi">
      <div className="head">
        <div>
          <h2 id="ports-title">{words.neviRule}</h2>
          <p className="quiet small">{words.neviRuleHint}</p>
        </div>
        <TableLink href={tableAddress('uptime/nevi', asked)} />
      </div>
      <Loaded of={found} lines={5}>
        {({ ports, required }) =>
          ports.length === 0 ? (
            <Empty title={words.noPorts} hint={words.noPortsHint} />
          ) : (
            <div className="scroll">
              <table className="plain ports-table">
                <thead>
                  <tr>
                    <th scope="col">{words.port}</th>
                    <th scope="col">{words.uptime}</th>
                    <Right>{words.outage}</Right>
                    <Right>{words.excluded}</Right>
                    <Right>{words.known}</Right>
                  </tr>
                </thead>
                <tbody>
                  {ports.map((port) => (
                    <tr key={`${port.station} ${port.connectorId}`} data-port={`${port.station} ${port.connectorId}`}>
                      <Port of={port} />
                      <td>
                        <Share value={port.uptimePercent} good={port.met} required={required} />
                      </td>
                      <td className="right num">{hours(port.outageMinutes)}</td>
                      <td className="right num">{hours(port.excludedMinutes)}</td>
                      <td className="right num">{hours(port.knownMinutes)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </section>
  );
}

const ukRequired = 99;

function UkPorts({ year, site }: { year: number; site: number | undefined }) {
  const asked = { year, site };
  const found = useQuery({
    queryKey: ['reports', 'uptime', 'uk', asked],
    queryFn: () => read(api.GET('/api/v1/reports/uptime/uk', { params: { query: asked } })),
  });
  return (
    <section className="panel flush" aria-labelledby="ports-title" data-rule="uk">
      <div className="head">
        <div>
          <h2 id="ports-title">{words.ukRule}</h2>
          <p className="quiet small">{words.ukRuleHint}</p>
        </div>
        <TableLink href={tableAddress('uptime/uk', asked)} />
      </div>
      <Loaded of={found} lines={5}>
        {(report) =>
          report.ports.length === 0 ? (
            <Empty title={words.noPorts} hint={words.noPortsHint} />
          ) : (
            <>
              <dl className="facts uk-sums">
                <div>
                  <dt>{words.network(report.rapidPorts)}</dt>
                  <dd className="row tight num">
                    {percent(report.networkPercent)}
                    {report.met !== null && <Met met={report.met} />}
                  </dd>
                </div>
                <div>
                  <dt>{words.allPorts}</dt>
                  <dd className="num">{percent(report.allPortsPercent)}</dd>
                </div>
                <div>
                  <dt>{words.unknownPower}</dt>
                  <dd className="num">{report.portsOfUnknownPower}</dd>
                </div>
              </dl>
              <div className="scroll">
                <table className="plain ports-table">
                  <thead>
                    <tr>
                      <th scope="col">{words.port}</th>
                      <th scope="col">{words.reliable}</th>
                      <Right>{words.working}</Right>
                      <Right>{words.ineligible}</Right>
                      <Right>{words.notWorking}</Right>
                    </tr>
                  </thead>
                  <tbody>
                    {report.ports.map((port) => (
                      <tr key={`${port.station} ${port.connectorId}`} data-port={`${port.station} ${port.connectorId}`}>
                        <Port of={port} />
                        <td>
                          <Share
                            value={port.reliablePercent}
                            good={(port.reliablePercent ?? 100) >= ukRequired}
                            required={ukRequired}
                          />
                        </td>
                        <td className="right num">{hours(port.workingMinutes)}</td>
                        <td className="right num">{hours(port.ineligibleMinutes)}</td>
                        <td className="right num">{hours(port.notWorkingMinutes)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          )
        }
      </Loaded>
    </section>
  );
}

const Right = ({ children }: { children: string }) => (
  <th scope="col" className="right">
    {children}
  </th>
);

type Named = Pick<Schemas['NeviPortView'], 'station' | 'connectorId' | 'siteName'>;

function Port({ of: { station, connectorId, siteName } }: { of: Named }) {
  return (
    <th scope="row">
      <Link to="/stations/$identity" params={{ identity: station }} className="plain">
        {texts.station.at(station, connectorId)}
      </Link>
      <span className="quiet small block">{siteName}</span>
    </th>
  );
}

const Met = ({ met }: { met: boolean }) => <Badge tone={met ? 'green' : 'red'}>{met ? words.met : words.notMet}</Badge>;

function Share({ value, good, required }: { value: number | null; good: boolean; required: number }) {
  return (
    <div className="uptime-share">
      <span className="num">{percent(value)}</span>
      <span className="track" title={words.required(quantity(required))} aria-hidden>
        <span data-good={good} style={{ width: `${value ?? 0}%` }} />
      </span>
      {value !== null && <Met met={good} />}
    </div>
  );
}
