import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTitle } from '../parts/useTitle';
import { routes, type SecurityTab, securityTabs } from '../router';
import { texts } from '../texts';
import { Reported } from './Reported';
import { Requests } from './Requests';
import { Upgrades } from './Upgrades';

const views: Record<SecurityTab, () => ReactNode> = {
  events: () => <Reported />,
  requests: () => <Requests />,
  upgrades: () => <Upgrades />,
};

/** What stations reported of their security, their certificates, and the profiles by which they come. */
export function Security() {
  const words = texts.security;
  useTitle(words.title);
  const tab = routes.security.useSearch().tab ?? 'events';
  const navigate = useNavigate();
  const View = views[tab];
  return (
    <>
      <h1 className="title">{words.title}</h1>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          void navigate({
            to: '/security',
            search: { tab: value === 'events' ? undefined : (value as SecurityTab) },
            replace: true,
          })
        }
      >
        <Tabs.List className="tabs">
          {securityTabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {words.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <View />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
