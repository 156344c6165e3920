import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { ApiProblem, api, read, readVersion } from '../api/client';
import { Ask } from '../parts/Ask';
import { Outline } from '../parts/Loaded';
import { useToast } from '../parts/Toasts';
import { Empty, Trouble } from '../parts/Trouble';
import { useLatest } from '../parts/useLatest';
import { useTitle } from '../parts/useTitle';
import { routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { accessKey, type Driver, nameOf, useFreshAccess, useGroups } from './access';
import { DriverCards } from './DriverCards';
import { DriverDialog } from './DriverDialog';
import { DriverSessions } from './DriverSessions';
import { Statement } from './Statement';
import { Vehicles } from './Vehicles';
import '../parts/forms.css';
import './drivers.css';

const words = texts.drivers;

/** One driver: cards, sessions, what was charged, vehicles, and the groups by which rules and prices hold. */
export function DriverPage() {
  const { id } = routes.driver.useParams();
  const number = Number(id);
  useFreshAccess();
  const found = useQuery({
    queryKey: [...accessKey, 'driver', number],
    enabled: Number.isInteger(number),
    queryFn: () => read(api.GET('/api/v1/drivers/{id}', { params: { path: { id: number } } })),
  });
  useTitle(found.data?.name ?? words.title);
  if (!Number.isInteger(number) || (found.error instanceof ApiProblem && found.error.status === 404)) {
    return (
      <Empty title={words.unknown(id)} hint={words.unknownHint}>
        <Link to="/drivers">{words.title}</Link>
      </Empty>
    );
  }
  if (found.error && !found.data) return <Trouble problem={found.error} retry={() => void found.refetch()} />;
  return found.data ? <Whole driver={found.data} /> : <Outline lines={8} />;
}

function Whole({ driver }: { driver: Driver }) {
  const groups = useGroups();
  const { may } = useSession();
  return (
    <div className="stack" data-driver={driver.id}>
      <div className="title">
        <div className="stack tight">
          <p className="small">
            <Link to="/drivers">{words.title}</Link>
          </p>
          <h1>{driver.name}</h1>
          <p className="quiet wrap">{[driver.contact, driver.note].filter(Boolean).join(' · ')}</p>
        </div>
        {may('operator') && <Actions driver={driver} />}
      </div>
      <div className="session-columns">
        <div className="stack">
          <DriverCards driver={driver} />
          <Vehicles driver={driver.id} />
        </div>
        <div className="stack">
          <section className="panel" aria-labelledby="groups-title">
            <h2 id="groups-title">{words.groups}</h2>
            {driver.groups.length === 0 ? (
              <p className="quiet">{words.inNoGroup}</p>
            ) : (
              <ul className="lines">
                {driver.groups.map((group) => (
                  <li key={group} className="row spread" data-group={group}>
                    <span className="wrap">{nameOf(groups.data, group)}</span>
                    <Link to="/drivers" search={{ tab: 'rules', group }} className="small">
                      {words.rulesOfGroup}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </section>
          <Statement driver={driver.id} />
        </div>
      </div>
      <DriverSessions driver={driver.id} />
    </div>
  );
}

function Actions({ driver }: { driver: Driver }) {
  const { id, name } = driver;
  const { may } = useSession();
  const navigate = useNavigate();
  const toast = useToast();
  const changing = useLatest((of: number) => readVersion(api.GET('/api/v1/drivers/{id}', { params: { path: { id: of } } })));
  const [asking, ask] = useState<'remove' | 'erase' | null>(null);
  const path = { params: { path: { id } } };
  return (
    <div className="row">
      <Button variant="default" onClick={() => void changing.open(id)}>
        {words.change}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" rightSection={<ChevronDown size={15} aria-hidden />}>
            {words.more}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={`/api/v1/drivers/${id}/export`} download={`driver-${id}.json`}>
            {words.exportAll}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => ask('remove')}>
            {words.removeDriver(name)}
          </Menu.Item>
          {may('owner') && (
            <Menu.Item color="red" onClick={() => ask('erase')}>
              {words.erase(name)}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {changing.of && <DriverDialog of={changing.of} close={changing.close} />}
      {asking === 'remove' && (
        <Ask
          title={words.removeDriver(name)}
          doIt={words.remove}
          grave
          close={() => ask(null)}
          act={async () => {
            await read(api.DELETE('/api/v1/drivers/{id}', path));
            await navigate({ to: '/drivers' });
          }}
        >
          <p>{driver.idTags > 0 ? words.removeDriverCards(driver.idTags) : words.removeDriverHint}</p>
        </Ask>
      )}
      {asking === 'erase' && (
        <Ask
          title={words.erase(name)}
          doIt={words.eraseNow}
          grave
          close={() => ask(null)}
          act={async () => {
            await read(api.POST('/api/v1/drivers/{id}/erase', path));
            toast(words.erase(name), { tone: 'good', words: words.erasing });
            await navigate({ to: '/drivers' });
          }}
        >
          <p>{words.eraseHint}</p>
        </Ask>
      )}
    </div>
  );
}
