import { Alert, Button, Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type ApiProblem, api, read } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Ask } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { Pages, usePages } from '../parts/Pages';
import { Badge } from '../parts/Status';
import { useToast } from '../parts/Toasts';
import { Empty } from '../parts/Trouble';
import { useTitle } from '../parts/useTitle';
import { routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { moment } from '../words/times';
import { type Campaign, partTone, stateTone, type Verb, verbsOf } from './course';
import { Progress } from './Progress';
import './campaigns.css';

/** One campaign: its waves, what became of it at each station, and a person's word. */
export function CampaignPage() {
  const { id } = routes.campaign.useParams();
  const path = { params: { path: { id: Number(id) } } };
  const key = ['campaigns', 'one', id] as const;
  const campaign = useQuery({ queryKey: key, queryFn: () => read(api.GET('/api/v1/campaigns/{id}', path)), retry: false });
  useFresh(['campaigns'], ({ kind, change }) => kind === 'campaignChanged' && change.campaignId === Number(id));
  useTitle(campaign.data?.name ?? texts.campaigns.title);
  return (
    <Loaded of={campaign} lines={8}>
      {(one) => <Shown campaign={one} />}
    </Loaded>
  );
}

function Shown({ campaign }: { campaign: Campaign }) {
  const words = texts.campaigns;
  const { may } = useSession();
  const facts: [string, string | null | undefined][] = [
    [words.kind, words.kinds[campaign.kind] ?? campaign.kind],
    [words.values, campaign.values?.map(({ key, value }) => `${key} = ${value}`).join(', ')],
    [words.begun, `${moment(campaign.createdAt)}, ${campaign.requestedBy}`],
    [words.atOnce, String(campaign.concurrency)],
    [words.between, campaign.goAhead ? words.byWord : words.minutes(campaign.pauseMinutes)],
    [words.stops, words.stopsAt(campaign.stopAfter, campaign.stopPercent)],
    [words.patience, words.minutes(campaign.timeoutMinutes)],
    [words.nextWave, campaign.nextWaveAt && moment(campaign.nextWaveAt)],
  ];
  return (
    <div data-campaign={campaign.id} data-state={campaign.state}>
      <div className="title">
        <div className="stack tight">
          <p className="small">
            <Link to="/campaigns">{words.title}</Link>
          </p>
          <div className="row">
            <h1>{campaign.name}</h1>
            <Badge tone={stateTone(campaign.state)}>{words.states[campaign.state] ?? campaign.state}</Badge>
          </div>
        </div>
        {may('operator') && <Verbs campaign={campaign} />}
      </div>
      <div className="stack">
        {campaign.detail && (
          <Alert variant="default" role="alert">
            <span className="bad">{campaign.detail}</span>
          </Alert>
        )}
        <section className="panel" aria-label={words.waves}>
          <Progress of={campaign} />
          <div className="scroll">
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{words.wave}</th>
                  <th scope="col">{words.stations}</th>
                </tr>
              </thead>
              <tbody>
                {campaign.waves.map((wave) => (
                  <tr key={wave.wave} className="wave" data-wave={wave.wave} data-now={wave.wave === campaign.wave}>
                    <th scope="row" aria-current={wave.wave === campaign.wave ? 'step' : undefined}>
                      {wave.canary ? words.canaryWave : wave.wave}
                    </th>
                    <td>
                      <Progress of={wave} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section className="panel" aria-label={words.about}>
          <dl className="facts">
            {facts.map(
              ([name, value]) =>
                value && (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd className="wrap">{value}</dd>
                  </div>
                ),
            )}
          </dl>
        </section>
        <Stations id={campaign.id} />
      </div>
    </div>
  );
}

function Verbs({ campaign }: { campaign: Campaign }) {
  const words = texts.campaigns;
  const client = useQueryClient();
  const toast = useToast();
  const [cancelling, cancel] = useState(false);
  const say = async (verb: Verb) => {
    await read(api.POST(`/api/v1/campaigns/{id}/${verb}`, { params: { path: { id: campaign.id } } }));
    await client.invalidateQueries({ queryKey: ['campaigns'] });
  };
  const tried = (verb: Verb) =>
    say(verb).catch((failure: ApiProblem) => void toast(words.verbs[verb]!, { tone: 'bad', words: failure.message }));
  return (
    <div className="row">
      {verbsOf(campaign).map((verb, at) => (
        <Button
          key={verb}
          variant={at === 0 && verb !== 'cancel' && verb !== 'pause' ? undefined : 'default'}
          onClick={() => (verb === 'cancel' ? cancel(true) : void tried(verb))}
        >
          {words.verbs[verb]}
        </Button>
      ))}
      {cancelling && (
        <Ask
          title={words.cancelTitle(campaign.name)}
          doIt={words.verbs.cancel!}
          grave
          close={() => cancel(false)}
          act={() => say('cancel')}
        >
          <p>{words.cancelHint(campaign.waiting, campaign.running)}</p>
        </Ask>
      )}
    </div>
  );
}

function Stations({ id }: { id: number }) {
  const words = texts.campaigns;
  const { part } = routes.campaign.useSearch();
  const navigate = useNavigate({ from: '/campaigns/$id' });
  const pages = usePages(['campaigns', 'stations', id, part], (after) =>
    read(
      api.GET('/api/v1/campaigns/{id}/stations', {
        params: { path: { id }, query: { state: part, limit: 100, after: after === undefined ? undefined : Number(after) } },
      }),
    ),
  );
  return (
    <section className="panel flush" aria-labelledby="parts-title">
      <div className="head row spread" style={{ padding: '1rem 1.15rem 0' }}>
        <h2 id="parts-title">{words.stations}</h2>
        <Select
          aria-label={words.state}
          placeholder={words.all}
          data={Object.entries(words.parts).map(([value, label]) => ({ value, label }))}
          value={part ?? null}
          onChange={(value) => void navigate({ search: { part: value ?? undefined }, replace: true })}
          clearable
          clearButtonProps={{ 'aria-label': texts.stations.clear }}
        />
      </div>
      <Pages of={pages} empty={<Empty title={words.noMatch} hint={words.noMatchHint} />}>
        {(items) => (
          <div className="scroll">
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{words.station}</th>
                  <th scope="col">{words.wave}</th>
                  <th scope="col">{words.state}</th>
                  <th scope="col">{words.outcome}</th>
                  <th scope="col">{words.ended}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <tr key={one.station} data-part={one.station} data-state={one.state}>
                    <th scope="row">
                      <Link to="/stations/$identity" params={{ identity: one.station }}>
                        {one.station}
                      </Link>
                    </th>
                    <td className="num">{one.wave}</td>
                    <td>
                      <Badge tone={partTone(one.state)}>{words.parts[one.state] ?? one.state}</Badge>
                    </td>
                    <td className="wrap">{one.detail}</td>
                    <td className="num">{moment(one.endedAt ?? one.beganAt)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Pages>
    </section>
  );
}
