import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiProblem, api, read, type Transaction } from '../api/client';
import { Series } from '../live/series';
import { useFresh, useNetwork, useSeconds } from '../live/useNetwork';
import { Outline } from '../parts/Loaded';
import { Badge } from '../parts/Status';
import { Empty, Trouble } from '../parts/Trouble';
import { useTitle } from '../parts/useTitle';
import { routes } from '../router';
import { useSession } from '../session/useSession';
import { StopButton } from '../station/give/StopButton';
import { texts } from '../texts';
import { duration, energy, power } from '../words/numbers';
import { full } from '../words/times';
import { Chart } from './Chart';
import { Findings } from './Findings';
import { Price } from './Price';
import { Talk } from './Talk';
import { Why } from './Why';
import './sessions.css';

const words = texts.session;

/** One session: what was charged, what it costs and why, why it was let in, and what does not add up. */
export function SessionPage() {
  const { id } = routes.session.useParams();
  useTitle(words.title(Number(id)));
  const number = Number(id);
  const key = ['session', number] as const;
  const found = useQuery({
    queryKey: key,
    enabled: Number.isInteger(number),
    queryFn: () => read(api.GET('/api/v1/transactions/{id}', { params: { path: { id: number } } })),
  });
  useFresh(key, ({ kind, change }) => change.transactionId === number && kind !== 'transactionMetered');
  const running = useNetwork((network) => network.running.get(number));
  const live = useNetwork((network) => network.series.get(number));
  if (!Number.isInteger(number) || (found.error instanceof ApiProblem && found.error.status === 404)) {
    return (
      <Empty title={words.unknown(id)} hint={words.unknownHint}>
        <Link to="/sessions">{texts.sessions.title}</Link>
      </Empty>
    );
  }
  if (found.error && !found.data) return <Trouble problem={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Outline lines={8} />;
  const session: Transaction = { ...found.data, ...running };
  const series = live ?? Series.of(found.data.meterValues ?? [], session.meterStart);
  return <Whole session={session} points={series.points} />;
}

function Whole({ session, points }: { session: Transaction; points: Series['points'] }) {
  const { may } = useSession();
  const running = session.state === 'Running';
  useSeconds(running ? 1000 : 3_600_000);
  const zone = useNetwork(
    (network) => network.sites.find((site) => site.id === network.stations.get(session.station)?.site)?.timeZone,
  );
  const facts: [string, ReactNode][] = [
    [
      words.where,
      <Link key="where" to="/stations/$identity" params={{ identity: session.station }}>
        {texts.station.at(session.station, session.connectorId)}
      </Link>,
    ],
    [
      words.driver,
      <Link key="driver" to="/sessions" search={{ tag: session.idTag }}>
        {session.idTag}
      </Link>,
    ],
    [words.started, full(session.startedAt, zone)],
    [words.stopped, session.stoppedAt ? full(session.stoppedAt, zone) : texts.nothing],
    [words.duration, duration(session.startedAt, session.stoppedAt ?? undefined)],
    [
      words.register,
      words.registerFromTo(energy(session.meterStart), session.meterStop == null ? texts.nothing : energy(session.meterStop)),
    ],
    ...(session.reason ? ([[words.reason, session.reason]] as [string, string][]) : []),
    [words.billing, session.billing],
  ];
  return (
    <div className="stack" data-transaction={session.id} data-energy-wh={session.energyWh} data-state={session.state}>
      <div className="title">
        <div className="stack tight">
          <p className="small">
            <Link to="/sessions">{texts.sessions.title}</Link>
          </p>
          <div className="row">
            <h1>{words.title(session.id)}</h1>
            <Badge tone={running ? 'teal' : 'grey'}>{running ? words.running : words.ended}</Badge>
            {session.authorization !== 'Accepted' && <Badge tone="red">{session.authorization}</Badge>}
          </div>
        </div>
        {running && may('support') && <StopButton session={session} full />}
      </div>
      <div className="session-columns">
        <div className="stack">
          <section className="panel stack" aria-labelledby="chart-title">
            <div className="row spread">
              <div>
                <p className="quiet small">{words.energy}</p>
                <p className="figure">{energy(session.energyWh)}</p>
              </div>
              {running && (
                <div className="right">
                  <p className="quiet small">{words.power}</p>
                  <p className="figure">{power(session.powerW ?? points.at(-1)?.watts)}</p>
                </div>
              )}
            </div>
            <h2 id="chart-title" className="unseen">
              {words.chart}
            </h2>
            {points.length < 2 ? <p className="quiet">{words.chartEmpty}</p> : <Chart points={points} zone={zone} />}
          </section>
          <section className="panel">
            <dl className="facts">
              {facts.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </section>
          <Findings session={session} />
        </div>
        <div className="stack">
          <Price id={session.id} running={running} zone={zone} />
          <Why id={session.id} zone={zone} />
        </div>
      </div>
      <Talk session={session} />
    </div>
  );
}
