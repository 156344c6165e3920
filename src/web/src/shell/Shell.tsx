import { Menu, useMantineColorScheme } from '@mantine/core';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { CircleUser, Languages, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { Fragment, useEffect, useRef } from 'react';
import { useNetwork } from '../live/useNetwork';
import { useSession } from '../session/useSession';
import { language, languages, speak, texts } from '../texts';
import { menu } from './menu';
import './shell.css';

/** What stands around every screen: the way to the others, whether what is shown is live, and who is signed in. */
export function Shell() {
  const words = texts.shell;
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
          {menu.map((group, at) => (
            <Fragment key={group[0].to}>
              {at > 0 && <hr />}
              {group
                .filter((screen) => everywhere || !screen.everywhere)
                .map(({ to, Icon, word }) => (
                  <Link key={to} to={to} activeOptions={to === '/' ? { exact: true } : undefined}>
                    <Icon size={17} aria-hidden />
                    {words[word]}
                  </Link>
                ))}
            </Fragment>
          ))}
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
