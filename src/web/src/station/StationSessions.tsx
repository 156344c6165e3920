import { api, read } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Pages, usePages } from '../parts/Pages';
import { Empty } from '../parts/Trouble';
import { SessionTable } from '../sessions/SessionTable';
import { texts } from '../texts';

const mostLatest = 5;

/** The sessions at one station, the newest first; all of them, or only the latest. */
export function StationSessions({ identity, latest }: { identity: string; latest?: boolean }) {
  const words = texts.station;
  const key = ['sessions', 'of', identity, latest] as const;
  const limit = latest ? mostLatest : 50;
  const pages = usePages(key, async (after) => {
    const page = await read(api.GET('/api/v1/transactions', { params: { query: { station: identity, limit, after } } }));
    return latest ? { ...page, next: null } : page;
  });
  useFresh(key, ({ kind, station }) => station === identity && kind.startsWith('transaction') && kind !== 'transactionMetered');
  const title = latest ? words.latestSessions : words.tabs.sessions;
  return (
    <section className="panel flush" aria-label={title}>
      {latest && (
        <div className="head">
          <h2>{title}</h2>
        </div>
      )}
      <Pages of={pages} empty={<Empty title={words.noSessions} hint={texts.sessions.emptyHint} />}>
        {(sessions) => <SessionTable sessions={sessions} atStation />}
      </Pages>
    </section>
  );
}
