import { useCallback, useEffect, useState } from 'react';
import { type Answer, ask, type Connector, type Refusal } from './api';
import { Price } from './Price';
import { Session } from './Session';
import { SignIn } from './SignIn';
import { words } from './words';

const every = 2000;
const free = ['Available', 'Preparing', 'Finishing', 'Reserved'];

/** State and price of one connector, and the visitor's own session there. */
export function ConnectorPage() {
  const [page, setPage] = useState<Connector | null>(null);
  const [lost, setLost] = useState<Refusal | null>(null);
  const [said, setSaid] = useState('');
  const [refused, setRefused] = useState('');
  const [busy, setBusy] = useState(false);

  const look = useCallback(async () => {
    try {
      setPage(await ask<Connector>('GET', ''));
      setLost(null);
    } catch (refusal) {
      setLost(refusal as Refusal);
    }
  }, []);
  useEffect(() => {
    void look();
    const timer = setInterval(() => document.visibilityState === 'visible' && void look(), every);
    return () => clearInterval(timer);
  }, [look]);

  async function act(telling: string, does: () => Promise<string>) {
    setBusy(true);
    setRefused('');
    setSaid(telling);
    try {
      setSaid(await does());
    } catch (refusal) {
      setSaid('');
      setRefused((refusal as Error).message);
    } finally {
      setBusy(false);
      void look();
    }
  }
  const heard = (answer: Answer, done: string) =>
    answer.answer === 'Accepted' ? done : answer.answer === null ? words.silent : words.refused;
  const start = (code: string | null) =>
    act(words.starting, async () => heard(await ask<Answer>('POST', '/start', { code }), words.started));
  const stop = () => act(words.stopping, async () => heard(await ask<Answer>('POST', '/stop'), words.stopped));

  if (page === null) {
    return (
      <main className="page">
        <h1>{words.title}</h1>
        {lost ? <p role="alert">{lost.message}</p> : <p role="status">{words.loading}</p>}
      </main>
    );
  }
  const { visitor, session } = page;
  const state = Object.hasOwn(words.states, page.state) ? words.states[page.state] : page.state;
  return (
    <main className="page" data-connector={page.connectorId} data-state={page.state}>
      <header>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>{words.connector(page.connectorId)}</h1>
        <p className="state" role="status">
          {state}
        </p>
      </header>
      {lost && <p role="alert">{lost.message}</p>}
      {session && <Session session={session} />}
      {visitor && session?.running && (
        <button type="button" className="stop" disabled={busy} onClick={() => void stop()}>
          {words.stop}
        </button>
      )}
      {visitor?.kind === 'driver' && !session?.running && (
        <button type="button" disabled={busy || !free.includes(page.state)} onClick={() => void start(null)}>
          {words.start}
        </button>
      )}
      <p className="said" role="status">
        {said}
      </p>
      {refused && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
      {visitor?.kind !== 'driver' && !session?.running && (
        <SignIn
          busy={busy}
          signIn={(name, password) => act('', async () => ask('POST', '/visit', { name, password }).then(() => ''))}
          start={start}
        />
      )}
      <Price terms={page.price} />
      {visitor && (
        <footer>
          <span>{visitor.kind === 'driver' ? words.signedInAs(visitor.name ?? '') : words.asGuest}</span>
          <button
            type="button"
            className="plain"
            onClick={() => void act('', async () => ask('DELETE', '/visit').then(() => ''))}
          >
            {words.signOut}
          </button>
        </footer>
      )}
    </main>
  );
}
