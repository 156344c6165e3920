import { Button, TextInput } from '@mantine/core';
import { CreditCard } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, read, type Schemas } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Decision } from '../parts/Decision';
import { Pages, usePages } from '../parts/Pages';
import { Empty } from '../parts/Trouble';
import { routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';

const words = texts.cards;
const readAgainAfter = 5000;

/** Which cards were let in or refused at the station, and why; and what would be said of one now. */
export function Cards({ identity }: { identity: string }) {
  const { may } = useSession();
  const key = ['decisions', identity] as const;
  const path = { identity };
  const pages = usePages(
    key,
    (after) =>
      read(
        api.GET('/api/v1/stations/{identity}/authorizations', {
          params: { path, query: { limit: 50, after: after === undefined ? undefined : Number(after) } },
        }),
      ),
    // A card that is refused makes no event.
    readAgainAfter,
  );
  useFresh(key, ({ kind, station }) => kind === 'transactionStarted' && station === identity);
  return (
    <div className="stack">
      {may('support') && <WouldBe identity={identity} />}
      <section className="panel" aria-labelledby="cards-title">
        <h2 id="cards-title">{words.title}</h2>
        <Pages
          of={pages}
          empty={
            <Empty icon={<CreditCard size={30} strokeWidth={1.5} aria-hidden />} title={words.empty} hint={words.emptyHint} />
          }
        >
          {(decisions) => (
            <ol className="lines">
              {decisions.map((one) => (
                <li key={one.id}>
                  <Decision decided={one} withTag />
                </li>
              ))}
            </ol>
          )}
        </Pages>
      </section>
    </div>
  );
}

function WouldBe({ identity }: { identity: string }) {
  const { card } = routes.station.useSearch();
  const [tag, setTag] = useState(card ?? '');
  const [found, setFound] = useState<Schemas['WouldBeView'] | null>(null);
  const [problem, setProblem] = useState('');
  async function ask(event: FormEvent) {
    event.preventDefault();
    setFound(null);
    setProblem('');
    try {
      setFound(
        await read(
          api.GET('/api/v1/stations/{identity}/authorization', { params: { path: { identity }, query: { idTag: tag.trim() } } }),
        ),
      );
    } catch (failure) {
      setProblem((failure as Error).message);
    }
  }
  return (
    <section className="panel stack" aria-label={words.ask}>
      <form className="row" style={{ alignItems: 'end' }} onSubmit={ask}>
        <TextInput
          label={words.ask}
          value={tag}
          onChange={(e) => setTag(e.currentTarget.value)}
          maxLength={20}
          spellCheck={false}
          required
          withAsterisk={false}
        />
        <Button type="submit" variant="default">
          {words.doAsk}
        </Button>
      </form>
      {problem && (
        <p className="bad" role="alert">
          {problem}
        </p>
      )}
      {found && (
        <div role="status">
          <Decision decided={found} withTag />
        </div>
      )}
    </section>
  );
}
