import { Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { type ApiProblem, api, onSessionEnd, read, type Session } from '../api/client';
import { Network } from '../live/Network';
import { NetworkContext } from '../live/useNetwork';
import { Trouble } from '../parts/Trouble';
import { texts } from '../texts';
import { SignIn } from './SignIn';
import { includes, SessionContext } from './useSession';

/** Shows the sign-in until somebody is signed in, and holds the live picture of the network for as long. */
export function SessionGate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  const [network, setNetwork] = useState<Network | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const [said, setSaid] = useState('');

  const ask = useCallback(() => {
    setProblem(null);
    read(api.GET('/api/v1/session')).then(setSession, (failure: ApiProblem) =>
      failure.status === 401 ? setSession(null) : setProblem(failure),
    );
  }, []);

  useEffect(ask, [ask]);
  useEffect(
    () =>
      onSessionEnd(() =>
        setSession((before) => {
          if (before) setSaid(texts.signIn.ended);
          return null;
        }),
      ),
    [],
  );
  const name = session?.name;
  useEffect(() => {
    if (name === undefined) return;
    const started = new Network();
    setNetwork(started);
    started.start().catch((failure: ApiProblem) => failure.status === 401 || setProblem(failure));
    return () => {
      started.stop();
      setNetwork(null);
      client.clear();
    };
  }, [name, client]);

  if (problem) return <Trouble problem={problem} retry={() => location.reload()} />;
  if (session === undefined) return <Loader m="xl" aria-label={texts.loading} />;
  if (session === null || session.secondFactorMissing) {
    return (
      <SignIn
        said={session ? texts.signIn.secondFactorMissing : said}
        entered={(now) => {
          setSaid('');
          setSession(now);
        }}
      />
    );
  }
  if (network === null) return null;
  const signOut = () => {
    const left = () => setSession(null);
    read(api.DELETE('/api/v1/session')).then(left, left);
  };
  return (
    <SessionContext value={{ ...session, may: (role) => includes(session.role, role), signOut }}>
      <NetworkContext value={network}>{children}</NetworkContext>
    </SessionContext>
  );
}
