import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Search, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { type ApiProblem, api, read, type Schemas, type Station } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Ask } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { Badge } from '../parts/Status';
import { useToast } from '../parts/Toasts';
import { Empty } from '../parts/Trouble';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { chooseKeys, drifts, type KeyLine, keyLines } from './drift';
import { useGive } from './give/useGive';
import { KeyTable } from './KeyTable';

const words = texts.configuration;

/** The station's configuration as it last told it, and where it differs from the template it follows. */
export function Configuration({ station: { identity } }: { station: Station }) {
  const path = { params: { path: { identity } } };
  const key = ['configuration', identity] as const;
  const client = useQueryClient();
  const toast = useToast();
  const { may } = useSession();
  const configuration = useQuery({
    queryKey: key,
    queryFn: () => read(api.GET('/api/v1/stations/{identity}/configuration', path)),
  });
  const follows = configuration.data?.template != null;
  const drift = useQuery({
    queryKey: [...key, 'drift'],
    enabled: follows,
    queryFn: () => read(api.GET('/api/v1/stations/{identity}/configuration/drift', path)),
  });
  useFresh(
    key,
    ({ kind, station, change }) =>
      station === identity &&
      (kind.startsWith('configuration') || (kind === 'commandChanged' && change.action === 'ChangeConfiguration')),
  );
  const [text, setText] = useState('');
  const [onlyDrift, setOnlyDrift] = useState(false);
  const [changing, setChanging] = useState<KeyLine | null>(null);
  const [applying, setApplying] = useState(false);

  async function readIt() {
    try {
      await read(api.POST('/api/v1/stations/{identity}/configuration/read', { ...path, body: { keys: null } }));
      await client.invalidateQueries({ queryKey: key });
    } catch (failure) {
      toast(identity, { tone: 'bad', words: (failure as ApiProblem).message });
    }
  }

  return (
    <Loaded of={configuration} lines={8}>
      {(told) => {
        const lines = keyLines(told, follows ? (drift.data ?? null) : null);
        const differing = lines.filter(drifts).length;
        const shown = chooseKeys(lines, text, onlyDrift && follows);
        return (
          <div className="stack">
            <section className="panel head" aria-label={words.template}>
              <Template identity={identity} template={told.template ?? null} drift={drift.data ?? null} differing={differing} />
              <span className="row">
                {told.unread != null && (
                  <span className="quiet small" role="status">
                    {words.reading(told.unread)}
                  </span>
                )}
                {may('support') && (
                  <Button variant="default" onClick={readIt} disabled={told.unread != null}>
                    {words.read}
                  </Button>
                )}
                {differing > 0 && may('operator') && <Button onClick={() => setApplying(true)}>{words.apply}</Button>}
              </span>
            </section>
            <section className="panel flush" aria-label={texts.station.tabs.configuration}>
              {lines.length === 0 ? (
                <Empty
                  icon={<SlidersHorizontal size={30} strokeWidth={1.5} aria-hidden />}
                  title={words.empty}
                  hint={words.emptyHint}
                />
              ) : (
                <>
                  <div className="head">
                    <TextInput
                      aria-label={words.search}
                      placeholder={words.search}
                      leftSection={<Search size={15} aria-hidden />}
                      value={text}
                      onChange={(e) => setText(e.currentTarget.value)}
                      type="search"
                      className="grow"
                      maw={360}
                    />
                    {follows && (
                      <Checkbox
                        label={words.onlyDrift}
                        checked={onlyDrift}
                        onChange={(e) => setOnlyDrift(e.currentTarget.checked)}
                      />
                    )}
                  </div>
                  <KeyTable lines={shown} follows={follows} change={may('operator') ? setChanging : null} />
                </>
              )}
            </section>
            {changing && <ChangeKey identity={identity} line={changing} close={() => setChanging(null)} />}
            {applying && (
              <Ask
                title={words.applyTitle}
                doIt={words.apply}
                close={() => setApplying(false)}
                act={async () => {
                  const applied = await read(api.POST('/api/v1/stations/{identity}/configuration/apply', path));
                  toast(identity, { tone: 'good', words: words.applied(applied.written.length) });
                  await client.invalidateQueries({ queryKey: key });
                }}
              >
                <p>{words.applyHint(differing)}</p>
              </Ask>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}

type TemplateProps = { identity: string; template: number | null; drift: Schemas['DriftView'] | null; differing: number };

/** Which template the station follows, and whether it is in step with it. */
function Template({ identity, template, drift, differing }: TemplateProps) {
  const { may } = useSession();
  const client = useQueryClient();
  const toast = useToast();
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: () => read(api.GET('/api/v1/configuration-templates', { params: { query: { limit: 500 } } })),
  });
  async function follow(id: string | null) {
    try {
      await read(
        api.PUT('/api/v1/stations/{identity}/configuration/template', {
          params: { path: { identity } },
          body: { template: id ? Number(id) : null },
        }),
      );
      await client.invalidateQueries({ queryKey: ['configuration', identity] });
    } catch (failure) {
      toast(identity, { tone: 'bad', words: (failure as ApiProblem).message });
    }
  }
  const said = drift && (drift.inStep ? words.inStep(drift.name) : words.outOfStep(differing, drift.name));
  return (
    <span className="row">
      {may('operator') && templates.data && templates.data.items.length > 0 && (
        <Select
          aria-label={words.template}
          placeholder={words.noTemplate}
          clearable
          data={templates.data.items.map((one) => ({ value: String(one.id), label: one.name }))}
          value={template === null ? null : String(template)}
          onChange={follow}
        />
      )}
      {said ? (
        <Badge tone={drift.inStep ? 'green' : 'amber'}>{said}</Badge>
      ) : (
        <span className="quiet small">{`${words.template}: ${words.noTemplate.toLowerCase()}`}</span>
      )}
    </span>
  );
}

function ChangeKey({ identity, line, close }: { identity: string; line: KeyLine; close: () => void }) {
  const give = useGive();
  const [value, setValue] = useState(line.told?.value ?? '');
  return (
    <Ask
      title={words.changeTitle(line.key)}
      doIt={words.change}
      close={close}
      act={() => void give(identity, 'ChangeConfiguration', { key: line.key, value })}
    >
      <TextInput
        label={words.newValue}
        description={words.changeHint}
        value={value}
        onChange={(e) => setValue(e.currentTarget.value)}
        maxLength={500}
        spellCheck={false}
        data-autofocus
      />
    </Ask>
  );
}
