import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent } from '@tanstack/react-router';
import { Overview } from './overview/Overview';
import { Empty, Trouble } from './parts/Trouble';
import { Shell } from './shell/Shell';
import { texts } from './texts';

const text = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
const number = (value: unknown) => (Number.isInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined);

/** What the list of stations shows; each part stands in its address. */
export type StationsSearch = {
  q?: string;
  connection?: 'connected' | 'offline';
  status?: string;
  site?: number;
  sort?: string;
  down?: true;
};
export type SessionsSearch = { station?: string; tag?: string; state?: 'running' | 'ended' };
export const driversTabs = ['drivers', 'cards', 'groups', 'rules'] as const;
export type DriversTab = (typeof driversTabs)[number];
/** What the list of drivers, or that of cards, shows. */
export type DriversSearch = { tab?: DriversTab; q?: string; group?: number; blocked?: boolean };
export const stationTabs = [
  'now',
  'sessions',
  'cards',
  'commands',
  'limits',
  'configuration',
  'messages',
  'activity',
  'about',
] as const;
export type StationTab = (typeof stationTabs)[number];

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <Empty title={texts.problems.lost} hint={texts.problems.lostHint}>
      <Link to="/">{texts.problems.toOverview}</Link>
    </Empty>
  ),
  errorComponent: ({ error }) => (
    <Trouble title={texts.problems.broken} problem={new Error(`${texts.problems.brokenHint} ${(error as Error).message}`)} />
  ),
});

const overview = createRoute({ getParentRoute: () => root, path: '/', component: Overview });

const stations = createRoute({
  getParentRoute: () => root,
  path: '/stations',
  validateSearch: (search): StationsSearch => ({
    q: text(search.q),
    connection: search.connection === 'connected' || search.connection === 'offline' ? search.connection : undefined,
    status: text(search.status),
    site: number(search.site),
    sort: text(search.sort),
    down: search.down === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('./stations/Stations'), 'Stations'),
});

const station = createRoute({
  getParentRoute: () => root,
  path: '/stations/$identity',
  validateSearch: (search): { tab?: StationTab; card?: string } => ({
    tab: stationTabs.find((tab) => tab === search.tab && tab !== 'now'),
    card: text(search.card),
  }),
  component: lazyRouteComponent(() => import('./station/StationPage'), 'StationPage'),
});

const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  validateSearch: (search): SessionsSearch => ({
    station: text(search.station),
    tag: text(search.tag),
    state: search.state === 'running' || search.state === 'ended' ? search.state : undefined,
  }),
  component: lazyRouteComponent(() => import('./sessions/Sessions'), 'Sessions'),
});

const session = createRoute({
  getParentRoute: () => root,
  path: '/sessions/$id',
  component: lazyRouteComponent(() => import('./sessions/SessionPage'), 'SessionPage'),
});

const drivers = createRoute({
  getParentRoute: () => root,
  path: '/drivers',
  validateSearch: (search): DriversSearch => ({
    tab: driversTabs.find((tab) => tab === search.tab && tab !== 'drivers'),
    q: text(search.q),
    group: number(search.group),
    blocked: search.blocked === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('./drivers/Drivers'), 'Drivers'),
});

const driver = createRoute({
  getParentRoute: () => root,
  path: '/drivers/$id',
  component: lazyRouteComponent(() => import('./drivers/DriverPage'), 'DriverPage'),
});

export const routes = { stations, station, sessions, session, drivers, driver };

export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([overview, stations, station, sessions, session, drivers, driver]),
    defaultPreload: 'intent',
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
