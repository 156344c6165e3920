import { Select } from '@mantine/core';
import { Download } from 'lucide-react';
import { useNetwork } from '../live/useNetwork';
import { texts } from '../texts';
import { monthName, monthsUntil } from '../words/times';

const words = texts.reports;
const offered = 36;

/** Asks for one of the last three years' months. */
export function MonthSelect({ label, value, change }: { label: string; value: string; change: (month: string) => void }) {
  const months = monthsUntil(new Date(), offered);
  return (
    <Select
      label={label}
      data={[...new Set([...months, value])].map((month) => ({ value: month, label: monthName(month) }))}
      value={value}
      onChange={(month) => month && change(month)}
      allowDeselect={false}
    />
  );
}

/** Asks for a site; none is all of them. */
export function SiteSelect({ value, change }: { value: number | undefined; change: (site: number | undefined) => void }) {
  const sites = useNetwork((network) => network.sites);
  if (sites.length < 2) return null;
  return (
    <Select
      label={words.site}
      placeholder={words.allSites}
      data={sites.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={value === undefined ? null : String(value)}
      onChange={(site) => change(site === null ? undefined : Number(site))}
      clearable
      clearButtonProps={{ 'aria-label': texts.stations.clear }}
      searchable={sites.length > 8}
    />
  );
}

/** The way to a report as a table. */
export function TableLink({ href, children }: { href: string; children?: string }) {
  return (
    <a className="row tight" href={href} download>
      <Download size={15} aria-hidden />
      {children ?? words.csv}
    </a>
  );
}
