import { Button, Menu, Tabs } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronDown, QrCode } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Station } from '../api/client';
import { useNetwork } from '../live/useNetwork';
import { Outline } from '../parts/Loaded';
import { Connection } from '../parts/Status';
import { Empty } from '../parts/Trouble';
import { useTitle } from '../parts/useTitle';
import { routes, type StationTab, stationTabs } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { About } from './About';
import { Activity } from './Activity';
import { Cards } from './Cards';
import { Commands } from './Commands';
import { AvailabilityDialog, ResetDialog, TriggerDialog } from './give/dialogs';
import { useGive } from './give/useGive';
import { Now } from './Now';
import { StationSessions } from './StationSessions';
import './station.css';

const Configuration = lazy(() => import('./Configuration').then(({ Configuration }) => ({ default: Configuration })));
const Limits = lazy(() => import('./Limits').then(({ Limits }) => ({ default: Limits })));
const Reservations = lazy(() =>
  import('../reservations/StationReservations').then(({ StationReservations }) => ({ default: StationReservations })),
);
const QrCodes = lazy(() => import('./QrCodes').then(({ QrCodes }) => ({ default: QrCodes })));
const Messages = lazy(() => import('./Messages').then(({ Messages }) => ({ default: Messages })));

const views: Record<StationTab, (props: { station: Station }) => ReactNode> = {
  now: ({ station }) => <Now station={station} />,
  sessions: ({ station }) => <StationSessions identity={station.identity} />,
  cards: ({ station }) => <Cards key={station.identity} identity={station.identity} />,
  commands: ({ station }) => <Commands identity={station.identity} />,
  configuration: ({ station }) => <Configuration station={station} />,
  limits: ({ station }) => <Limits station={station} />,
  reservations: ({ station }) => <Reservations identity={station.identity} />,
  messages: ({ station }) => <Messages identity={station.identity} />,
  activity: ({ station }) => <Activity identity={station.identity} />,
  about: ({ station }) => <About station={station} />,
};

/** One station: what it is doing, what was asked of it, what it said. */
export function StationPage() {
  const { identity } = routes.station.useParams();
  useTitle(identity);
  const { tab } = routes.station.useSearch();
  const station = useNetwork((network) => network.stations.get(identity));
  const loaded = useNetwork((network) => network.loaded);
  const navigate = useNavigate();
  const words = texts.station;
  if (!station && !loaded) return <Outline lines={8} />;
  if (!station) {
    return (
      <Empty title={words.unknown(identity)} hint={words.unknownHint}>
        <Link to="/stations">{texts.stations.title}</Link>
      </Empty>
    );
  }
  const open = tab ?? 'now';
  const View = views[open];
  return (
    <div data-station={identity}>
      <div className="title">
        <div className="stack tight">
          <p className="small">
            <Link to="/stations">{texts.stations.title}</Link>
          </p>
          <div className="row">
            <h1>{identity}</h1>
            <Connection station={station} />
          </div>
          <p className="quiet wrap">
            {station.model
              ? [`${station.vendor} ${station.model}`, station.firmwareVersion].filter(Boolean).join(' · ')
              : texts.stations.notBooted}
          </p>
        </div>
        <Actions station={station} />
      </div>
      <Tabs
        value={open}
        keepMounted={false}
        onChange={(value) =>
          void navigate({
            to: '/stations/$identity',
            params: { identity },
            search: { tab: value === 'now' ? undefined : (value as StationTab) },
            replace: true,
          })
        }
      >
        <Tabs.List className="tabs">
          {stationTabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {words.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={open} pt="md">
          <Suspense fallback={<Outline lines={6} />}>
            <View station={station} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Actions({ station }: { station: Station }) {
  const words = texts.station;
  const { identity } = station;
  const { may } = useSession();
  const give = useGive();
  const [asking, setAsking] = useState<'reset' | 'availability' | 'trigger' | 'qr' | null>(null);
  const close = () => setAsking(null);
  return (
    <>
      <div className="row">
        <Button variant="default" leftSection={<QrCode size={15} aria-hidden />} onClick={() => setAsking('qr')}>
          {texts.qr.open}
        </Button>
        {may('support') && (
          <Menu position="bottom-end" withinPortal width={260}>
            <Menu.Target>
              <Button rightSection={<ChevronDown size={15} aria-hidden />}>{words.actions}</Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setAsking('availability')}>{words.wholeAvailability}</Menu.Item>
              <Menu.Item onClick={() => setAsking('trigger')}>{words.trigger}</Menu.Item>
              <Menu.Item onClick={() => void give(identity, 'ClearCache', {})}>{words.clearCache}</Menu.Item>
              <Menu.Divider />
              <Menu.Item onClick={() => setAsking('reset')}>{words.reset}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {asking === 'availability' && <AvailabilityDialog identity={identity} connectorId={0} close={close} />}
      {asking === 'reset' && <ResetDialog identity={identity} close={close} />}
      {asking === 'trigger' && <TriggerDialog identity={identity} close={close} />}
      {asking === 'qr' && (
        <Suspense fallback={null}>
          <QrCodes station={station} close={close} />
        </Suspense>
      )}
    </>
  );
}
