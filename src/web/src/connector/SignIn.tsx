import { type FormEvent, useState } from 'react';
import { words } from './words';

type Props = { busy: boolean; signIn: (name: string, password: string) => unknown; start: (code: string) => unknown };

/** Two ways to be known: as a driver, or by a start code. */
export function SignIn({ busy, signIn, start }: Props) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const submit = (does: () => unknown) => (event: FormEvent) => {
    event.preventDefault();
    does();
  };
  return (
    <section aria-labelledby="sign-in">
      <h2 id="sign-in">{words.signIn}</h2>
      <form onSubmit={submit(() => signIn(name, password))}>
        <label>
          {words.name}
          <input name="name" autoComplete="username" required value={name} onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          {words.password}
          <input
            name="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        <button type="submit" disabled={busy}>
          {words.doSignIn}
        </button>
      </form>
      <p className="quiet">{words.noAccount}</p>
      <details>
        <summary>{words.byCode}</summary>
        <form onSubmit={submit(() => start(code.trim()))}>
          <label>
            {words.code}
            <input name="code" autoComplete="off" required value={code} onChange={(event) => setCode(event.target.value)} />
          </label>
          <button type="submit" disabled={busy}>
            {words.doCode}
          </button>
        </form>
      </details>
      <p className="quiet">{words.card}</p>
    </section>
  );
}
