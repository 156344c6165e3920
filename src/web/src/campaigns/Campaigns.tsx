import { Button, Select } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Waves } from 'lucide-react';
import { useState } from 'react';
import { api, read } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Pages, usePages } from '../parts/Pages';
import { Badge } from '../parts/Status';
import { Empty } from '../parts/Trouble';
import { useTitle } from '../parts/useTitle';
import { routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { moment } from '../words/times';
import { BeginCampaign } from './BeginCampaign';
import { type Campaign, stateTone } from './course';
import { Progress } from './Progress';
import './campaigns.css';

/** Every campaign, the newest first; the address says which are asked for. */
export function Campaigns() {
  const words = texts.campaigns;
  useTitle(words.title);
  const { may } = useSession();
  const { state } = routes.campaigns.useSearch();
  const navigate = useNavigate({ from: '/campaigns' });
  const [beginning, begin] = useState(false);
  const pages = usePages(['campaigns', state], (after) =>
    read(
      api.GET('/api/v1/campaigns', {
        params: { query: { state, limit: 50, after: after === undefined ? undefined : Number(after) } },
      }),
    ),
  );
  useFresh(['campaigns'], ({ kind }) => kind === 'campaignChanged');
  return (
    <>
      <div className="title">
        <h1>{words.title}</h1>
        {may('operator') && <Button onClick={() => begin(true)}>{words.begin}</Button>}
      </div>
      <div className="stack">
        <search className="row">
          <Select
            label={words.state}
            placeholder={words.all}
            data={Object.entries(words.states).map(([value, label]) => ({ value, label }))}
            value={state ?? null}
            onChange={(value) => void navigate({ search: { state: value ?? undefined }, replace: true })}
            clearable
            clearButtonProps={{ 'aria-label': texts.stations.clear }}
          />
        </search>
        <section className="panel flush" aria-label={words.title}>
          <Pages
            of={pages}
            empty={
              <Empty
                icon={<Waves size={30} strokeWidth={1.5} aria-hidden />}
                title={state ? words.noMatch : words.empty}
                hint={state ? words.noMatchHint : words.emptyHint}
              />
            }
          >
            {(campaigns) => <Table campaigns={campaigns} />}
          </Pages>
        </section>
      </div>
      {beginning && <BeginCampaign close={() => begin(false)} />}
    </>
  );
}

function Table({ campaigns }: { campaigns: Campaign[] }) {
  const words = texts.campaigns;
  return (
    <div className="scroll">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.stations}</th>
            <th scope="col">{words.begun}</th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((one) => (
            <tr key={one.id} data-campaign={one.id} data-state={one.state}>
              <th scope="row">
                <Link to="/campaigns/$id" params={{ id: String(one.id) }}>
                  {one.name}
                </Link>
              </th>
              <td>{words.kinds[one.kind] ?? one.kind}</td>
              <td>
                <Badge tone={stateTone(one.state)} title={one.detail ?? undefined}>
                  {words.states[one.state] ?? one.state}
                </Badge>
              </td>
              <td>
                <Progress of={one} />
              </td>
              <td className="num">{moment(one.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
