import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Download, Search } from 'lucide-react';
import { useState } from 'react';
import { api, read } from '../api/client';
import { Json } from '../parts/Json';
import { Pages, usePages } from '../parts/Pages';
import { Empty } from '../parts/Trouble';
import { routes } from '../router';
import { texts } from '../texts';
import { full, moment } from '../words/times';

const fields = ['who', 'action', 'subject'] as const;

/** Who changed what, when; the address says what is searched for. */
export function Audit() {
  const words = texts.accounts;
  const { who, action, subject } = routes.accounts.useSearch();
  const navigate = useNavigate({ from: '/accounts' });
  const [asked] = useDebouncedValue({ who, action, subject }, 300);
  const pages = usePages(['audit', asked], (after) =>
    read(api.GET('/api/v1/audit', { params: { query: { ...asked, limit: 50, after: after ? Number(after) : undefined } } })),
  );
  const given = Object.entries(asked).filter((one): one is [string, string] => Boolean(one[1]));
  return (
    <div className="stack">
      <search className="row" style={{ alignItems: 'end' }}>
        {fields.map((field) => (
          <Field
            key={field}
            label={words.audit[field]}
            value={{ who, action, subject }[field]}
            change={(value) => void navigate({ search: (before) => ({ ...before, [field]: value }), replace: true })}
          />
        ))}
        <Button
          component="a"
          variant="default"
          href={`/api/v1/audit.csv?${new URLSearchParams(given)}`}
          leftSection={<Download size={15} aria-hidden />}
        >
          {texts.messages.export}
        </Button>
      </search>
      <section className="panel flush" aria-label={words.tabs.audit}>
        <Pages
          of={pages}
          empty={
            <Empty
              icon={<Search size={30} strokeWidth={1.5} aria-hidden />}
              title={words.audit.empty}
              hint={words.audit.emptyHint}
            />
          }
        >
          {(lines) => (
            <ul className="lines audit">
              {lines.map((line) => (
                <li key={line.sequence} data-audit={line.action}>
                  <details>
                    <summary>
                      <span className="quiet small num" title={full(line.at)}>
                        {moment(line.at)}
                      </span>
                      <strong className="wrap">{line.action}</strong>
                      <span className="wrap grow">{line.subject}</span>
                      <span className="quiet small wrap">{line.who}</span>
                    </summary>
                    {line.detail ? (
                      <Json value={line.detail} label={words.audit.detail} />
                    ) : (
                      <p className="quiet">{words.audit.none}</p>
                    )}
                  </details>
                </li>
              ))}
            </ul>
          )}
        </Pages>
      </section>
    </div>
  );
}

type Asked = { label: string; value: string | undefined; change: (value: string | undefined) => void };

function Field({ label, value, change }: Asked) {
  const [text, setText] = useState(value ?? '');
  return (
    <TextInput
      label={label}
      type="search"
      value={text}
      spellCheck={false}
      onChange={(event) => {
        setText(event.currentTarget.value);
        change(event.currentTarget.value.trim() || undefined);
      }}
    />
  );
}
