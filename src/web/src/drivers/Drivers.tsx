import { Button, Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Outline } from '../parts/Loaded';
import { useTitle } from '../parts/useTitle';
import { type DriversTab, driversTabs, routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { useFreshAccess } from './access';
import { CardDialog } from './CardDialog';
import { CardList } from './CardList';
import { DriverDialog } from './DriverDialog';
import { DriverList } from './DriverList';
import { GroupDialog } from './GroupDialog';
import { GroupList } from './GroupList';
import { Learn } from './Learn';
import '../parts/forms.css';
import './drivers.css';

const Import = lazy(() => import('./Import').then(({ Import }) => ({ default: Import })));
const Rules = lazy(() => import('./Rules').then(({ Rules }) => ({ default: Rules })));
const RuleDialog = lazy(() => import('./RuleDialog').then(({ RuleDialog }) => ({ default: RuleDialog })));

const lists: Record<DriversTab, () => ReactNode> = {
  drivers: () => <DriverList />,
  cards: () => <CardList />,
  groups: () => <GroupList />,
  rules: () => <Rules />,
};

type Making = 'driver' | 'card' | 'learn' | 'import' | 'group' | 'rule' | null;

/** Who may charge: the drivers, their cards, the groups they are in, and the rules for them. */
export function Drivers() {
  const words = texts.drivers;
  useTitle(words.title);
  useFreshAccess();
  const tab = routes.drivers.useSearch().tab ?? 'drivers';
  const navigate = useNavigate();
  const { may } = useSession();
  const [making, make] = useState<Making>(null);
  const close = () => make(null);
  const Shown = lists[tab];
  return (
    <>
      <div className="title">
        <h1>{words.title}</h1>
        {may('operator') && (
          <div className="row">
            {tab === 'cards' && (
              <>
                <Button variant="default" onClick={() => make('import')}>
                  {words.import}
                </Button>
                <Button variant="default" onClick={() => make('card')}>
                  {words.addCard}
                </Button>
              </>
            )}
            {(tab === 'cards' || tab === 'drivers') && (
              <Button variant={tab === 'cards' ? undefined : 'default'} onClick={() => make('learn')}>
                {words.learn}
              </Button>
            )}
            {tab === 'drivers' && <Button onClick={() => make('driver')}>{words.addDriver}</Button>}
            {tab === 'groups' && <Button onClick={() => make('group')}>{words.addGroup}</Button>}
            {tab === 'rules' && <Button onClick={() => make('rule')}>{words.addRule}</Button>}
          </div>
        )}
      </div>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          void navigate({
            to: '/drivers',
            search: { tab: value === 'drivers' ? undefined : (value as DriversTab) },
            replace: true,
          })
        }
      >
        <Tabs.List className="tabs">
          {driversTabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {words.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Suspense fallback={<Outline lines={8} />}>
            <Shown />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
      {making === 'driver' && <DriverDialog close={close} />}
      {making === 'card' && <CardDialog close={close} />}
      {making === 'learn' && <Learn close={close} />}
      {making === 'group' && <GroupDialog close={close} />}
      <Suspense>
        {making === 'import' && <Import close={close} />}
        {making === 'rule' && <RuleDialog close={close} />}
      </Suspense>
    </>
  );
}
