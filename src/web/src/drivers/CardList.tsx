import { Button, Checkbox, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { CreditCard, Search } from 'lucide-react';
import { api, read } from '../api/client';
import { Pages, usePages } from '../parts/Pages';
import { Empty } from '../parts/Trouble';
import { type DriversSearch, routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { accessKey } from './access';
import { CardTable } from './CardTable';

const words = texts.drivers;

/** Every card and app tag that is known; the address says which are asked for. */
export function CardList() {
  const search: DriversSearch = routes.drivers.useSearch();
  const navigate = useNavigate({ from: '/drivers' });
  const { may } = useSession();
  const change = (part: Partial<DriversSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const [asked] = useDebouncedValue(search, 250);
  const pages = usePages([...accessKey, 'tags', asked.q, asked.blocked], (after) =>
    read(
      api.GET('/api/v1/id-tags', {
        params: { query: { contains: asked.q?.trim() || undefined, blocked: asked.blocked, limit: 50, after } },
      }),
    ),
  );
  return (
    <div className="stack">
      <search className="row" style={{ alignItems: 'end' }}>
        <TextInput
          className="grow"
          maw={420}
          label={words.searchCard}
          leftSection={<Search size={15} aria-hidden />}
          value={search.q ?? ''}
          onChange={(e) => change({ q: e.currentTarget.value || undefined })}
          type="search"
          maxLength={20}
          spellCheck={false}
        />
        <Checkbox
          label={words.onlyBlocked}
          checked={search.blocked ?? false}
          onChange={(e) => change({ blocked: e.currentTarget.checked || undefined })}
          pb={8}
        />
      </search>
      <section className="panel flush" aria-label={words.tabs.cards}>
        <Pages
          of={pages}
          empty={
            search.q || search.blocked ? (
              <Empty icon={<Search size={30} strokeWidth={1.5} aria-hidden />} title={words.noCardMatch} hint={words.noMatchHint}>
                <Button variant="default" onClick={() => change({ q: undefined, blocked: undefined })}>
                  {texts.stations.clear}
                </Button>
              </Empty>
            ) : (
              <Empty
                icon={<CreditCard size={30} strokeWidth={1.5} aria-hidden />}
                title={words.noCards}
                hint={may('operator') ? words.noCardsHint : words.noneViewer}
              />
            )
          }
        >
          {(tags) => <CardTable tags={tags} withDriver />}
        </Pages>
      </section>
      <p className="small">
        <a className="plainlink" href="/api/v1/id-tags.csv" download>
          {words.exportCards}
        </a>
      </p>
    </div>
  );
}
