import { Alert, Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, api, read, type Session } from '../api/client';
import { useTitle } from '../parts/useTitle';
import { texts } from '../texts';
import './sign-in.css';

/** Signs in with an account, and its second factor where it has one, or with an API token. */
export function SignIn({ said, entered }: { said: string; entered: (session: Session) => void }) {
  const words = texts.signIn;
  useTitle(words.doIt);
  const [byToken, setByToken] = useState(false);
  const [name, setName] = useState('owner');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [wantsCode, setWantsCode] = useState(false);
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      const body = byToken ? { token: token.trim() } : { name: name.trim(), password, code: code.trim() || undefined };
      entered(await read(api.POST('/api/v1/session', { body })));
    } catch (failure) {
      const { code: why, message } = failure as ApiProblem;
      setProblem(message);
      if (why?.startsWith('second-factor')) {
        setWantsCode(true);
        setCode('');
      }
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className="sign-in">
      <form className="panel stack" onSubmit={submit} noValidate>
        <div className="stack tight">
          <img src="/icon.svg" alt="" width={44} height={44} />
          <h1>{words.title}</h1>
        </div>
        {byToken ? (
          <PasswordInput
            label={words.token}
            description={words.tokenHint}
            name="token"
            value={token}
            onChange={(e) => setToken(e.currentTarget.value)}
            autoComplete="off"
            maxLength={512}
            data-autofocus
            autoFocus
          />
        ) : (
          <>
            <TextInput
              label={words.name}
              name="name"
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={64}
            />
            <PasswordInput
              label={words.password}
              description={words.passwordHint}
              name="password"
              value={password}
              onChange={(e) => setPassword(e.currentTarget.value)}
              autoComplete="current-password"
              maxLength={256}
              autoFocus
            />
            {wantsCode && (
              <TextInput
                label={words.code}
                description={words.codeHint}
                name="code"
                value={code}
                onChange={(e) => setCode(e.currentTarget.value)}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={32}
                autoFocus
              />
            )}
          </>
        )}
        {(problem || said) && (
          <Alert color="red" role="alert" variant="default" className="bad" id="sign-in-error">
            <span className="bad">{problem || said}</span>
          </Alert>
        )}
        <Button type="submit" loading={busy} fullWidth>
          {words.doIt}
        </Button>
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => {
            setByToken(!byToken);
            setProblem('');
          }}
        >
          {byToken ? words.byAccount : words.byToken}
        </Anchor>
      </form>
    </main>
  );
}
