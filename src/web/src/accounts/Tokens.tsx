import { Button, Select, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client';
import { Ask } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { Empty } from '../parts/Trouble';
import { texts } from '../texts';
import { moment } from '../words/times';
import { type Grant, Granted, Sites } from './Granted';
import { Told } from './Told';

const day = 86_400_000;

/** The API tokens of programs. */
export function Tokens() {
  const words = texts.accounts;
  const client = useQueryClient();
  const [making, setMaking] = useState(false);
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  const [told, setTold] = useState<{ name: string; token: string } | null>(null);
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => read(api.GET('/api/v1/tokens')) });
  const done = () => client.invalidateQueries({ queryKey: ['tokens'] });
  return (
    <section className="panel flush" aria-label={words.tabs.tokens}>
      <div className="head">
        <p className="quiet">{words.tokensHint}</p>
        <Button onClick={() => setMaking(true)}>{words.makeToken}</Button>
      </div>
      <Loaded of={tokens}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.noTokens} hint={words.tokensHint} />
          ) : (
            <div className="scroll">
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{words.name}</th>
                    <th scope="col">{words.role}</th>
                    <th scope="col">{words.sites}</th>
                    <th scope="col">{words.madeBy}</th>
                    <th scope="col">{words.ends}</th>
                    <th scope="col">
                      <span className="unseen">{texts.station.actions}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((token) => (
                    <tr key={token.name} data-token={token.name}>
                      <th scope="row">{token.name}</th>
                      <td>{words.roles[token.role as keyof typeof words.roles]}</td>
                      <td>
                        <Sites of={token.sites} />
                      </td>
                      <td>
                        {token.createdBy} <span className="quiet small num">{moment(token.createdAt)}</span>
                      </td>
                      <td className="num">{token.expiresAt ? moment(token.expiresAt) : words.never}</td>
                      <td className="right">
                        <Button
                          variant="subtle"
                          size="compact-sm"
                          aria-label={words.withdrawOf(token.name)}
                          onClick={() => setWithdrawing(token.name)}
                        >
                          {words.withdraw}
                        </Button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      {making && <Make close={() => setMaking(false)} done={done} tell={setTold} />}
      {withdrawing !== null && (
        <Ask
          title={words.withdrawOf(withdrawing)}
          doIt={words.withdraw}
          grave
          close={() => setWithdrawing(null)}
          act={async () => {
            await read(api.DELETE('/api/v1/tokens/{name}', { params: { path: { name: withdrawing } } }));
            await done();
          }}
        >
          <p>{words.withdrawHint}</p>
        </Ask>
      )}
      {told && <Told title={words.tokenMade(told.name)} hint={words.tokenOnce} secret={told.token} close={() => setTold(null)} />}
    </section>
  );
}

type Given = { close: () => void; done: () => Promise<unknown>; tell: (made: { name: string; token: string }) => void };

function Make({ close, done, tell }: Given) {
  const words = texts.accounts;
  const [name, setName] = useState('');
  const [grant, setGrant] = useState<Grant>({ role: 'viewer', sites: [] });
  const [days, setDays] = useState('90');
  return (
    <Ask
      title={words.makeToken}
      doIt={words.doMake}
      close={close}
      act={async () => {
        const expiresAt = days === 'never' ? undefined : new Date(Date.now() + Number(days) * day).toISOString();
        const sites = grant.sites.length > 0 ? grant.sites.map(Number) : undefined;
        const made = await read(api.POST('/api/v1/tokens', { body: { name: name.trim(), role: grant.role, sites, expiresAt } }));
        await done();
        tell({ name: made.name, token: made.token });
      }}
    >
      <TextInput
        label={words.name}
        description={words.tokenNameHint}
        name="name"
        value={name}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Granted value={grant} change={setGrant} />
      <Select
        label={words.ends}
        data={[
          { value: '30', label: words.days(30) },
          { value: '90', label: words.days(90) },
          { value: '365', label: words.days(365) },
          { value: 'never', label: words.never },
        ]}
        value={days}
        onChange={(value) => value && setDays(value)}
        allowDeselect={false}
      />
    </Ask>
  );
}
