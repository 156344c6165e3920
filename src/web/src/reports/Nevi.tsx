import { Select } from '@mantine/core';
import { texts } from '../texts';
import { SiteSelect, TableLink } from './fields';
import type { ReportProps } from './Reports';
import { quartersBefore, tableAddress } from './usage';

const words = texts.reports;
const offered = 8;
const tables = ['sessions', 'uptime', 'outages'] as const;

/** The quarterly data of 23 CFR 680.112(a) as three tables to hand in. */
export function Nevi({ search, change }: ReportProps) {
  const quarters = quartersBefore(new Date(), offered);
  const quarter = search.quarter ?? quarters[0]!;
  return (
    <div className="stack">
      <search className="report-fields">
        <Select
          label={words.quarter}
          data={[...new Set([...quarters, quarter])]}
          value={quarter}
          onChange={(value) => change({ quarter: value ?? undefined })}
          allowDeselect={false}
        />
        <SiteSelect value={search.site} change={(site) => change({ site })} />
      </search>
      <section className="panel stack" aria-labelledby="nevi-title">
        <h2 id="nevi-title">{words.neviTitle(quarter)}</h2>
        <p className="quiet">{words.neviHint}</p>
        <ul className="lines">
          {tables.map((table) => (
            <li key={table} className="row spread" data-table={table}>
              <div className="grow">
                <strong>{words.neviTables[table].name}</strong>
                <p className="quiet small">{words.neviTables[table].hint}</p>
              </div>
              <TableLink href={tableAddress(`nevi/${table}`, { quarter, site: search.site })}>{`${table}.csv`}</TableLink>
            </li>
          ))}
        </ul>
        <p className="quiet small">{words.neviLacks}</p>
      </section>
    </div>
  );
}
