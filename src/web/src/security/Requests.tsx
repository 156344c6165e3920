import { Button, Select, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { FileKey } from 'lucide-react';
import { useState } from 'react';
import { type ApiProblem, api, read, type Schemas } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Ask } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { Pages, usePages } from '../parts/Pages';
import { Badge } from '../parts/Status';
import { useToast } from '../parts/Toasts';
import { Empty } from '../parts/Trouble';
import { routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import type { Tone } from '../words/states';
import { day, moment } from '../words/times';
import { StationFilter } from './StationFilter';

type Request = Schemas['CertificateRequestView'];

const tones: Record<string, Tone> = { Waiting: 'amber', Issued: 'blue', Installed: 'green', Refused: 'grey', Failed: 'red' };

/** What stations asked to have signed: what waits for somebody first, and which certificates they have until when. */
export function Requests() {
  const words = texts.security;
  const search = routes.security.useSearch();
  const navigate = useNavigate({ from: '/security' });
  const [asked] = useDebouncedValue(search, 300);
  const policy = useQuery({ queryKey: ['certificate-policy'], queryFn: () => read(api.GET('/api/v1/certificate-policy')) });
  const pages = usePages(['certificate-requests', asked.station, asked.state], (after) =>
    read(
      api.GET('/api/v1/certificate-requests', {
        params: {
          query: {
            station: asked.station,
            state: asked.state,
            limit: 50,
            after: after === undefined ? undefined : Number(after),
          },
        },
      }),
    ),
  );
  useFresh(['certificate-requests'], ({ kind }) => kind === 'certificateRequestChanged');
  const filtered = Boolean(search.station || search.state);
  return (
    <div className="stack">
      <section className="panel" aria-labelledby="policy-title">
        <h2 id="policy-title">{words.policy}</h2>
        <Loaded of={policy} lines={1}>
          {({ issuer }) => (
            <div className="row spread">
              <p>{words.issuers[issuer ?? ''] ?? issuer}</p>
              <a href="/api/v1/certificate-authority/root" download="root.pem">
                {words.root}
              </a>
            </div>
          )}
        </Loaded>
      </section>
      <search className="row" style={{ alignItems: 'end' }}>
        <StationFilter />
        <Select
          label={words.state}
          placeholder={words.all}
          data={Object.entries(words.requestStates).map(([value, label]) => ({ value, label }))}
          value={search.state ?? null}
          onChange={(value) => void navigate({ search: (before) => ({ ...before, state: value ?? undefined }), replace: true })}
          clearable
          clearButtonProps={{ 'aria-label': texts.stations.clear }}
        />
      </search>
      <section className="panel flush" aria-label={words.tabs.requests}>
        <Pages
          of={pages}
          empty={
            <Empty
              icon={<FileKey size={30} strokeWidth={1.5} aria-hidden />}
              title={filtered ? words.noMatch : words.noRequests}
              hint={filtered ? words.noMatchHint : words.noRequestsHint}
            />
          }
        >
          {(requests) => (
            <div className="scroll">
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{words.station}</th>
                    <th scope="col">{words.subject}</th>
                    <th scope="col">{words.state}</th>
                    <th scope="col">{words.expires}</th>
                    <th scope="col">{words.received}</th>
                    <th scope="col">
                      <span className="unseen">{texts.station.actions}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {requests.map((request) => (
                    <Row key={request.id} request={request} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Pages>
      </section>
    </div>
  );
}

function Row({ request }: { request: Request }) {
  const words = texts.security;
  const { may } = useSession();
  const client = useQueryClient();
  const toast = useToast();
  const [asking, ask] = useState<'chain' | 'refuse' | null>(null);
  const [chain, setChain] = useState('');
  const path = { params: { path: { id: request.id } } };
  const done = () => client.invalidateQueries({ queryKey: ['certificate-requests'] });
  async function again() {
    try {
      await read(api.POST('/api/v1/certificate-requests/{id}/send', path));
      await done();
    } catch (failure) {
      toast(words.sendAgain, { tone: 'bad', words: (failure as ApiProblem).message });
    }
  }
  return (
    <tr data-request={request.id} data-state={request.state}>
      <th scope="row">
        <Link to="/stations/$identity" params={{ identity: request.station }}>
          {request.station}
        </Link>
      </th>
      <td className="wrap">{request.subject}</td>
      <td>
        <Badge tone={tones[request.state] ?? 'grey'}>{words.requestStates[request.state] ?? request.state}</Badge>
        {request.why && <p className="small quiet wrap">{request.why}</p>}
      </td>
      <td className="num" title={request.serialNumber ?? undefined}>
        {request.expiresAt ? day(request.expiresAt) : texts.nothing}
      </td>
      <td className="num">{moment(request.receivedAt)}</td>
      <td>
        {may('operator') && (
          <div className="row tight">
            <a href={`/api/v1/certificate-requests/${request.id}/csr`} download={`${request.station}.csr`}>
              {words.csr}
            </a>
            {request.state === 'Waiting' && request.issuer === 'External' && (
              <>
                <Button size="compact-sm" onClick={() => ask('chain')}>
                  {words.bring}
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => ask('refuse')}>
                  {words.refuse}
                </Button>
              </>
            )}
            {(request.state === 'Issued' || request.state === 'Failed') && request.certificateChain && (
              <Button size="compact-sm" variant="default" onClick={() => void again()}>
                {words.sendAgain}
              </Button>
            )}
          </div>
        )}
        {asking === 'chain' && (
          <Ask
            title={words.bringTitle(request.station)}
            doIt={words.bring}
            close={() => ask(null)}
            act={async () => {
              await read(api.POST('/api/v1/certificate-requests/{id}/chain', { ...path, body: { certificateChain: chain } }));
              await done();
            }}
          >
            <Textarea
              label={words.chain}
              description={words.bringHint}
              value={chain}
              onChange={(event) => setChain(event.currentTarget.value)}
              rows={8}
              spellCheck={false}
              data-autofocus
            />
          </Ask>
        )}
        {asking === 'refuse' && (
          <Ask
            title={words.refuseTitle(request.station)}
            doIt={words.refuse}
            grave
            close={() => ask(null)}
            act={async () => {
              await read(api.POST('/api/v1/certificate-requests/{id}/refuse', path));
              await done();
            }}
          >
            <p>{words.refuseHint}</p>
          </Ask>
        )}
      </td>
    </tr>
  );
}
