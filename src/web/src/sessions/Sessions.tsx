import { Autocomplete, Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { api, read } from '../api/client';
import { useFresh, useNetwork } from '../live/useNetwork';
import { Pages, usePages } from '../parts/Pages';
import { Empty } from '../parts/Trouble';
import { useTitle } from '../parts/useTitle';
import { routes, type SessionsSearch } from '../router';
import { texts } from '../texts';
import { SessionTable } from './SessionTable';

const words = texts.sessions;

/** Every session, the newest first; the address says which are asked for. */
export function Sessions() {
  useTitle(words.title);
  const search: SessionsSearch = routes.sessions.useSearch();
  const navigate = useNavigate({ from: '/sessions' });
  const change = (part: Partial<SessionsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const stations = useNetwork((network) => network.stations);
  const names = useMemo(() => [...stations.keys()], [stations]);
  const [asked] = useDebouncedValue(search, 300);
  const key = ['sessions', asked] as const;
  const open = asked.state === undefined ? undefined : asked.state === 'running';
  const pages = usePages(key, (after) =>
    read(
      api.GET('/api/v1/transactions', {
        params: { query: { station: asked.station, idTag: asked.tag, open, limit: 50, after } },
      }),
    ),
  );
  useFresh(['sessions'], ({ kind }) => kind.startsWith('transaction') && kind !== 'transactionMetered');
  const filtered = Boolean(search.station || search.tag || search.state);
  return (
    <>
      <h1 className="title">{words.title}</h1>
      <div className="stack">
        <search className="row" style={{ alignItems: 'end' }}>
          <Autocomplete
            label={words.station}
            data={names}
            limit={30}
            value={search.station ?? ''}
            onChange={(value) => change({ station: value || undefined })}
            spellCheck={false}
          />
          <TagInput value={search.tag} change={(tag) => change({ tag })} />
          <SegmentedControl
            aria-label={words.state}
            value={search.state ?? 'all'}
            onChange={(value) => change({ state: value === 'all' ? undefined : (value as SessionsSearch['state']) })}
            data={[
              { value: 'all', label: words.all },
              { value: 'running', label: words.running },
              { value: 'ended', label: words.ended },
            ]}
          />
        </search>
        <section className="panel flush" aria-label={words.title}>
          <Pages
            of={pages}
            empty={
              filtered ? (
                <Empty icon={<Search size={30} strokeWidth={1.5} aria-hidden />} title={words.noMatch} hint={words.noMatchHint}>
                  <Button variant="default" onClick={() => change({ station: undefined, tag: undefined, state: undefined })}>
                    {texts.stations.clear}
                  </Button>
                </Empty>
              ) : (
                <Empty title={words.empty} hint={words.emptyHint} />
              )
            }
          >
            {(sessions) => <SessionTable sessions={sessions} />}
          </Pages>
        </section>
      </div>
    </>
  );
}

function TagInput({ value, change }: { value: string | undefined; change: (tag: string | undefined) => void }) {
  const [text, setText] = useState(value ?? '');
  return (
    <TextInput
      label={words.tag}
      type="search"
      value={text}
      maxLength={20}
      spellCheck={false}
      onChange={(event) => {
        setText(event.currentTarget.value);
        change(event.currentTarget.value.trim() || undefined);
      }}
    />
  );
}
