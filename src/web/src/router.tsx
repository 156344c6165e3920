import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent } from '@tanstack/react-router';
import { Overview } from './overview/Overview';
import { Empty, Trouble } from './parts/Trouble';
import { Shell } from './shell/Shell';
import { texts } from './texts';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

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
    site: Number.isInteger(Number(search.site)) && Number(search.site) > 0 ? Number(search.site) : undefined,
    sort: text(search.sort),
    down: search.down === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('./stations/Stations'), 'Stations'),
});

const station = createRoute({
  getParentRoute: () => root,
  path: '/stations/$identity',
  validateSearch: (search): { tab?: StationTab } => ({ tab: stationTabs.find((tab) => tab === search.tab && tab !== 'now') }),
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

export const routes = { stations, station, sessions, session };

export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([overview, stations, station, sessions, session]),
    defaultPreload: 'intent',
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
