import { Button, Menu, Switch, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { api, read, type Schemas } from '../api/client';
import { Ask } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { moment } from '../words/times';
import { type Grant, Granted, Sites } from './Granted';
import { Told } from './Told';

type Account = Schemas['AccountView'];
type Doing = { what: 'add' } | { what: 'change' | 'password' | 'factor' | 'remove'; account: Account };
type Secret = { name: string; password: string };

/** The accounts of people. */
export function People() {
  const words = texts.accounts;
  const session = useSession();
  const client = useQueryClient();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [told, setTold] = useState<Secret | null>(null);
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: () => read(api.GET('/api/v1/accounts')) });
  const done = () => client.invalidateQueries({ queryKey: ['accounts'] });
  const close = () => setDoing(null);
  return (
    <section className="panel flush" aria-label={words.tabs.people}>
      <div className="head">
        <p className="quiet">{words.peopleHint}</p>
        <Button onClick={() => setDoing({ what: 'add' })}>{words.add}</Button>
      </div>
      <Loaded of={accounts}>
        {({ items }) => (
          <div className="scroll">
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{words.name}</th>
                  <th scope="col">{words.role}</th>
                  <th scope="col">{words.sites}</th>
                  <th scope="col">{words.factor}</th>
                  <th scope="col">{words.passwordSince}</th>
                  <th scope="col">
                    <span className="unseen">{texts.station.actions}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((account) => (
                  <tr key={account.name} data-account={account.name}>
                    <th scope="row">
                      {account.name} {account.name === session.name && <span className="quiet small">{words.you}</span>}
                    </th>
                    <td>{words.roles[account.role as keyof typeof words.roles]}</td>
                    <td>
                      <Sites of={account.sites} />
                    </td>
                    <td>
                      {account.secondFactorSince ? texts.yes : account.secondFactorRequired ? words.factorMissing : texts.no}
                    </td>
                    <td className="num">{moment(account.passwordChangedAt)}</td>
                    <td className="right">
                      <Menu position="bottom-end" withinPortal>
                        <Menu.Target>
                          <Button variant="subtle" size="compact-sm" aria-label={words.actionsOf(account.name)}>
                            <Ellipsis size={16} aria-hidden />
                          </Button>
                        </Menu.Target>
                        <Menu.Dropdown>
                          <Menu.Item onClick={() => setDoing({ what: 'change', account })}>{words.change}</Menu.Item>
                          <Menu.Item onClick={() => setDoing({ what: 'password', account })}>{words.reset}</Menu.Item>
                          {account.secondFactorSince && (
                            <Menu.Item onClick={() => setDoing({ what: 'factor', account })}>{words.factorRemove}</Menu.Item>
                          )}
                          <Menu.Divider />
                          <Menu.Item onClick={() => setDoing({ what: 'remove', account })}>{words.remove}</Menu.Item>
                        </Menu.Dropdown>
                      </Menu>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {doing?.what === 'add' && <Add close={close} done={done} tell={setTold} />}
      {doing?.what === 'change' && <Change account={doing.account} close={close} done={done} />}
      {doing?.what === 'password' && <Reset account={doing.account} close={close} done={done} />}
      {doing?.what === 'factor' && (
        <Ask
          title={words.factorRemoveTitle(doing.account.name)}
          doIt={words.factorRemove}
          grave
          close={close}
          act={async () => {
            await read(api.DELETE('/api/v1/accounts/{name}/second-factor', { params: { path: { name: doing.account.name } } }));
            await done();
          }}
        >
          <p>{words.factorRemoveHint}</p>
        </Ask>
      )}
      {doing?.what === 'remove' && (
        <Ask
          title={words.removeTitle(doing.account.name)}
          doIt={words.remove}
          grave
          close={close}
          act={async () => {
            await read(api.DELETE('/api/v1/accounts/{name}', { params: { path: { name: doing.account.name } } }));
            await done();
          }}
        >
          <p>{words.removeHint}</p>
        </Ask>
      )}
      {told && (
        <Told title={words.made(told.name)} hint={words.passwordOnce} secret={told.password} close={() => setTold(null)} />
      )}
    </section>
  );
}

type Given = { close: () => void; done: () => Promise<unknown> };

function Add({ close, done, tell }: Given & { tell: (secret: Secret) => void }) {
  const words = texts.accounts;
  const [name, setName] = useState('');
  const [grant, setGrant] = useState<Grant>({ role: 'viewer', sites: [] });
  return (
    <Ask
      title={words.add}
      doIt={words.doAdd}
      close={close}
      act={async () => {
        const sites = grant.sites.length > 0 ? grant.sites.map(Number) : undefined;
        const made = await read(api.POST('/api/v1/accounts', { body: { name: name.trim(), role: grant.role, sites } }));
        await done();
        if (made.password) tell({ name: made.name, password: made.password });
      }}
    >
      <TextInput
        label={words.name}
        description={words.nameHint}
        name="name"
        value={name}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Granted value={grant} change={setGrant} />
    </Ask>
  );
}

function Change({ account, close, done }: Given & { account: Account }) {
  const words = texts.accounts;
  const [grant, setGrant] = useState<Grant>({ role: account.role, sites: (account.sites ?? []).map(String) });
  const [factor, setFactor] = useState(account.secondFactorRequired);
  return (
    <Ask
      title={words.changeTitle(account.name)}
      doIt={words.doChange}
      close={close}
      act={async () => {
        const where = grant.sites.length > 0 ? { sites: grant.sites.map(Number) } : { allSites: true };
        await read(
          api.PATCH('/api/v1/accounts/{name}', {
            params: { path: { name: account.name } },
            body: { role: grant.role, ...where, secondFactorRequired: factor },
          }),
        );
        await done();
      }}
    >
      <p>{words.changeHint}</p>
      <Granted value={grant} change={setGrant} />
      <Switch label={words.factorRequired} checked={factor} onChange={(event) => setFactor(event.currentTarget.checked)} />
    </Ask>
  );
}

function Reset({ account, close, done }: Given & { account: Account }) {
  const words = texts.accounts;
  const [password, setPassword] = useState('');
  return (
    <Ask
      title={words.resetTitle(account.name)}
      doIt={words.reset}
      close={close}
      act={async () => {
        await read(api.PUT('/api/v1/accounts/{name}/password', { params: { path: { name: account.name } }, body: { password } }));
        await done();
      }}
    >
      <p>{words.resetHint}</p>
      <TextInput
        label={words.newPassword}
        name="password"
        value={password}
        maxLength={256}
        autoComplete="new-password"
        spellCheck={false}
        onChange={(event) => setPassword(event.currentTarget.value)}
        data-autofocus
      />
    </Ask>
  );
}
