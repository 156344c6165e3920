import { Menu, useMantineColorScheme } from '@mantine/core';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';

import {
  CalendarClock,
  ChartColumn,
  CircleUser,
  KeyRound,
  Languages,
  LayoutDashboard,
  LogOut,
  Monitor,
  Moon,
  PlugZap,
  ReceiptText,
  ShieldCheck,
  Sun,
  Tag,
  Users,
  Waves,
  Zap,
} from 'lucide-react';

import { useEffect, useRef } from 'react';
import { useNetwork } from '../live/useNetwork';
import { useSession } from '../session/useSession';
import { language, languages, speak, texts } from '../texts';
import './shell.css';

/** What stands around every screen: the way to the others, whether what is shown is live, and who is signed in. */
export function Shell() {
  const words = texts.shell;
  // Drivers and prices are of the whole installation: who has some sites only is shown none.
  const everywhere = useSession().sites == null;
  const content = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const before = useRef(path);
  useEffect(() => {
    // A screen reader goes on at the new screen.
    if (before.current !== path) content.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {texts.skip}
      </a>
      <aside className="side" aria-label={texts.product}>
        <Link to="/" className="brand">
          <img src="/icon.svg" alt={texts.product} width={28} height={28} />
          <span aria-hidden>{texts.product}</span>
        </Link>
        <nav className="nav" aria-label={words.menu}>
          <Link to="/" activeOptions={{ exact: true }}>
            <LayoutDashboard size={17} aria-hidden />
            {words.overview}
          </Link>
          <Link to="/stations">
            <PlugZap size={17} aria-hidden />
            {words.stations}
          </Link>
          <Link to="/sessions">
            <ReceiptText size={17} aria-hidden />
            {words.sessions}
          </Link>
          <Link to="/reservations">
            <CalendarClock size={17} aria-hidden />
            {words.reservations}
          </Link>
          <hr />
          {everywhere && (
            <>
              <Link to="/drivers">
                <Users size={17} aria-hidden />
                {words.drivers}
              </Link>
              <Link to="/prices">
                <Tag size={17} aria-hidden />
                {words.prices}
              </Link>
            </>
          )}
          <Link to="/energy">
            <Zap size={17} aria-hidden />
            {words.energy}
          </Link>
          <Link to="/reports">
            <ChartColumn size={17} aria-hidden />
            {words.reports}
          </Link>
          <hr />
          <Link to="/campaigns">
            <Waves size={17} aria-hidden />
            {words.campaigns}
          </Link>
          <Link to="/security">
            <ShieldCheck size={17} aria-hidden />
            {words.security}
          </Link>
          <hr />
          <Link to="/accounts">
            <KeyRound size={17} aria-hidden />
            {words.accounts}
          </Link>
        </nav>
        <div className="foot">
          <Live />
          <Who />
        </div>
      </aside>
      <main id="content" className="content" ref={content} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

function Live() {
  const live = useNetwork((network) => network.live);
  const loaded = useNetwork((network) => network.loaded);
  const said = live ? texts.shell.live : loaded ? texts.shell.reconnecting : texts.shell.connecting;
  return (
    <p className="live" role="status" data-live={live} title={said}>
      <span>{said}</span>
    </p>
  );
}

function Who() {
  const session = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = [
    ['light', Sun, texts.shell.light],
    ['dark', Moon, texts.shell.dark],
    ['auto', Monitor, texts.shell.auto],
  ] as const;
  return (
    <Menu position="top-start" withinPortal width={200}>
      <Menu.Target>
        <button type="button" className="who" title={texts.shell.account}>
          <CircleUser size={20} aria-hidden />
          <span className="grow named">
            <span className="cut" style={{ display: 'block', fontWeight: 560 }}>
              {session.name}
            </span>
            <span className="quiet small">
              {session.sites ? `${session.role}, ${texts.shell.someSites(session.sites.length)}` : session.role}
            </span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(([scheme, Icon, word]) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={15} />}
            onClick={() => setColorScheme(scheme)}
            aria-current={colorScheme === scheme || undefined}
            fw={colorScheme === scheme ? 640 : undefined}
          >
            {word}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {Object.entries(languages).map(([code, { name }]) => (
          <Menu.Item
            key={code}
            leftSection={<Languages size={15} />}
            lang={code}
            onClick={() => speak(code)}
            aria-current={code === language || undefined}
            fw={code === language ? 640 : undefined}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={15} />} onClick={session.signOut}>
          {texts.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
