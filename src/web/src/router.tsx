import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent } from '@tanstack/react-router';
import { Overview } from './overview/Overview';
import { Empty, Trouble } from './parts/Trouble';
import { type Grouping, groupings, type Metric, metrics } from './reports/usage';
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
export const accountsTabs = ['people', 'tokens', 'audit', 'own'] as const;
export type AccountsTab = (typeof accountsTabs)[number];
/** Which part of the accounts, and what of the audit log is searched for. */
export type AccountsSearch = { tab?: AccountsTab; who?: string; action?: string; subject?: string };
export const driversTabs = ['drivers', 'cards', 'groups', 'rules'] as const;
export type DriversTab = (typeof driversTabs)[number];
/** What the list of drivers, or that of cards, shows. */
export type DriversSearch = { tab?: DriversTab; q?: string; group?: number; blocked?: boolean };
export const reportsTabs = ['usage', 'uptime', 'nevi', 'statements'] as const;
export type ReportsTab = (typeof reportsTabs)[number];
/** Which report is shown, and of what: months as 2026-03, quarters as 2026-Q1. */
export type ReportsSearch = {
  tab?: ReportsTab;
  site?: number;
  from?: string;
  until?: string;
  month?: string;
  quarter?: string;
  year?: number;
  rule?: 'uk';
  by?: Grouping;
  show?: Metric;
  co2?: number;
};
export type ReservationsSearch = { station?: string; state?: string };
export const securityTabs = ['events', 'requests', 'upgrades'] as const;
export type SecurityTab = (typeof securityTabs)[number];
/** What the lists about security show. */
export type SecuritySearch = { tab?: SecurityTab; station?: string; gravity?: 'critical' | 'others'; state?: string };
export const stationTabs = [
  'now',
  'sessions',
  'cards',
  'commands',
  'limits',
  'reservations',
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

const reservations = createRoute({
  getParentRoute: () => root,
  path: '/reservations',
  validateSearch: (search): ReservationsSearch => ({ station: text(search.station), state: text(search.state) }),
  component: lazyRouteComponent(() => import('./reservations/Reservations'), 'Reservations'),
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

const prices = createRoute({
  getParentRoute: () => root,
  path: '/prices',
  component: lazyRouteComponent(() => import('./prices/Prices'), 'Prices'),
});

const tariff = createRoute({
  getParentRoute: () => root,
  path: '/prices/$id',
  component: lazyRouteComponent(() => import('./prices/TariffPage'), 'TariffPage'),
});

const energy = createRoute({
  getParentRoute: () => root,
  path: '/energy',
  validateSearch: (search): { site?: number } => ({ site: number(search.site) }),
  component: lazyRouteComponent(() => import('./energy/Energy'), 'Energy'),
});

const monthOf = (value: unknown) => (typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? value : undefined);

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: (search): ReportsSearch => ({
    tab: reportsTabs.find((tab) => tab === search.tab && tab !== 'usage'),
    site: number(search.site),
    from: monthOf(search.from),
    until: monthOf(search.until),
    month: monthOf(search.month),
    quarter: typeof search.quarter === 'string' && /^\d{4}-Q[1-4]$/.test(search.quarter) ? search.quarter : undefined,
    year: number(search.year),
    rule: search.rule === 'uk' ? 'uk' : undefined,
    by: groupings.find((one) => one === search.by),
    show: metrics.find((one) => one === search.show),
    co2: Number(search.co2) > 0 ? Number(search.co2) : undefined,
  }),
  component: lazyRouteComponent(() => import('./reports/Reports'), 'Reports'),
});

const campaigns = createRoute({
  getParentRoute: () => root,
  path: '/campaigns',
  validateSearch: (search): { state?: string } => ({ state: text(search.state) }),
  component: lazyRouteComponent(() => import('./campaigns/Campaigns'), 'Campaigns'),
});

const campaign = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$id',
  validateSearch: (search): { part?: string } => ({ part: text(search.part) }),
  component: lazyRouteComponent(() => import('./campaigns/CampaignPage'), 'CampaignPage'),
});

const security = createRoute({
  getParentRoute: () => root,
  path: '/security',
  validateSearch: (search): SecuritySearch => ({
    tab: securityTabs.find((tab) => tab === search.tab && tab !== 'events'),
    station: text(search.station),
    gravity: search.gravity === 'critical' || search.gravity === 'others' ? search.gravity : undefined,
    state: text(search.state),
  }),
  component: lazyRouteComponent(() => import('./security/Security'), 'Security'),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  validateSearch: (search): AccountsSearch => ({
    tab: accountsTabs.find((tab) => tab === search.tab),
    who: text(search.who),
    action: text(search.action),
    subject: text(search.subject),
  }),
  component: lazyRouteComponent(() => import('./accounts/Accounts'), 'Accounts'),
});

export const routes = {
  stations,
  station,
  sessions,
  session,
  reservations,
  drivers,
  driver,
  prices,
  tariff,
  energy,
  reports,
  campaigns,
  campaign,
  security,
  accounts,
};

export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren({ overview, ...routes }),
    defaultPreload: 'intent',
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
