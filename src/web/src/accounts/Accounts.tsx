import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Empty } from '../parts/Trouble';
import { useTitle } from '../parts/useTitle';
import { type AccountsTab, accountsTabs, routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { Audit } from './Audit';
import { OwnPassword } from './OwnPassword';
import { People } from './People';
import { Tokens } from './Tokens';
import './accounts.css';

/** Who may do what: accounts, programs' tokens, and what everybody did. Whoever is no owner changes the own password here. */
export function Accounts() {
  const words = texts.accounts;
  useTitle(words.title);
  const { tab } = routes.accounts.useSearch();
  const navigate = useNavigate({ from: '/accounts' });
  const { may, sites, kind } = useSession();
  const offered = accountsTabs.filter((name) => name === 'own' || (may('owner') && (name !== 'audit' || sites === null)));
  const open = offered.includes(tab ?? 'people') ? (tab ?? 'people') : 'own';
  return (
    <>
      <h1 className="title">{words.title}</h1>
      <Tabs
        value={open}
        keepMounted={false}
        onChange={(value) => void navigate({ search: { tab: value as AccountsTab }, replace: true })}
      >
        <Tabs.List className="tabs">
          {offered.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {words.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={open} pt="md">
          {open === 'people' && <People />}
          {open === 'tokens' && <Tokens />}
          {open === 'audit' && <Audit />}
          {open === 'own' && (kind === 'account' ? <OwnPassword /> : <Empty title={words.tokenHasNone} />)}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
