import { Alert, Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client';
import { useToast } from '../parts/Toasts';
import { useSession } from '../session/useSession';
import { texts } from '../texts';

/** Another password for whoever is signed in; other sessions of the account end. */
export function OwnPassword() {
  const words = texts.accounts;
  const { name } = useSession();
  const toast = useToast();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  async function submit(event: FormEvent) {
    event.preventDefault();
    setProblem('');
    try {
      const body = { password, currentPassword: current };
      await read(api.PUT('/api/v1/accounts/{name}/password', { params: { path: { name } }, body }));
      setCurrent('');
      setPassword('');
      toast(words.own, { tone: 'good', words: words.ownDone });
    } catch (failure) {
      setProblem((failure as Error).message);
    }
  }
  return (
    <section className="panel" aria-labelledby="own-title">
      <h2 id="own-title">{words.own}</h2>
      <form className="stack own-password" onSubmit={submit} noValidate>
        <p className="quiet">{words.ownHint}</p>
        <PasswordInput
          label={words.currentPassword}
          name="current"
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.newPassword}
          name="password"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {problem && (
          <Alert role="alert" color="red" variant="default">
            <span className="bad">{problem}</span>
          </Alert>
        )}
        <div>
          <Button type="submit">{words.own}</Button>
        </div>
      </form>
    </section>
  );
}
