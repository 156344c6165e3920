import { api, read } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Pages, usePages } from '../parts/Pages';
import { SessionTable } from '../sessions/SessionTable';
import { texts } from '../texts';

const words = texts.drivers;

/** The sessions with the cards that a driver has now, the newest first. */
export function DriverSessions({ driver }: { driver: number }) {
  const key = ['sessions', 'of', driver] as const;
  const pages = usePages(key, (after) =>
    read(api.GET('/api/v1/transactions', { params: { query: { driver, limit: 20, after } } })),
  );
  useFresh(key, ({ kind }) => kind.startsWith('transaction') && kind !== 'transactionMetered');
  return (
    <section className="panel flush" aria-labelledby="sessions-title">
      <div className="head">
        <h2 id="sessions-title">{texts.sessions.title}</h2>
      </div>
      <Pages of={pages} empty={<p className="quiet inner">{words.noSessionsOf}</p>}>
        {(sessions) => <SessionTable sessions={sessions} />}
      </Pages>
    </section>
  );
}
