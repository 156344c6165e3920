import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTitle } from '../parts/useTitle';
import { type ReportsSearch, type ReportsTab, reportsTabs, routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { Nevi } from './Nevi';
import { Statements } from './Statements';
import { Uptime } from './Uptime';
import { Usage } from './Usage';
import './reports.css';

const words = texts.reports;

/** What a report is shown by, and how that is changed: it stands in the address. */
export type ReportProps = { search: ReportsSearch; change: (part: Partial<ReportsSearch>) => void };

const views: Record<ReportsTab, (props: ReportProps) => ReactNode> = {
  usage: (props) => <Usage {...props} />,
  uptime: (props) => <Uptime {...props} />,
  nevi: (props) => <Nevi {...props} />,
  statements: (props) => <Statements {...props} />,
};

/** What was delivered, what it brought, and how reliable the stations were. */
export function Reports() {
  useTitle(words.title);
  const search: ReportsSearch = routes.reports.useSearch();
  const navigate = useNavigate({ from: '/reports' });
  const change = (part: Partial<ReportsSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  // Statements are of drivers, and those of the whole installation.
  const everywhere = useSession().sites == null;
  const open = search.tab ?? 'usage';
  return (
    <>
      <h1 className="title">{words.title}</h1>
      <Tabs
        value={open}
        keepMounted={false}
        onChange={(value) =>
          void navigate({ search: { tab: value === 'usage' ? undefined : (value as ReportsTab), site: search.site } })
        }
      >
        <Tabs.List className="tabs">
          {reportsTabs
            .filter((tab) => everywhere || tab !== 'statements')
            .map((tab) => (
              <Tabs.Tab key={tab} value={tab}>
                {words.tabs[tab]}
              </Tabs.Tab>
            ))}
        </Tabs.List>
        <Tabs.Panel value={open} pt="md">
          {views[open]({ search, change })}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
