import { Link } from '@tanstack/react-router';
import { CircleCheck, PlugZap } from 'lucide-react';
import { useSeconds, useWholeNetwork } from '../live/useNetwork';
import { Outline } from '../parts/Loaded';
import { Empty, Trouble } from '../parts/Trouble';
import { useTitle } from '../parts/useTitle';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { energy, power } from '../words/numbers';
import { moment } from '../words/times';
import type { Matter } from './attention';
import { Feed } from './Feed';
import { FirstSteps, useNothingCharged } from './FirstSteps';
import { SessionCard } from './SessionCard';
import { Sites } from './Sites';
import { useMatters } from './useMatters';
import './overview.css';

const mostCards = 24;

/** What is wrong, what runs, and what has just happened, of all sites on one screen. */
export function Overview() {
  const words = texts.overview;
  useTitle(words.title);
  const network = useWholeNetwork();
  const { may, sites } = useSession();
  const stations = [...network.stations.values()];
  const sessions = [...network.running.values()].sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1));
  const watts = sessions.reduce(
    (sum, session) => sum + (session.powerW ?? network.series.get(session.id)?.points.at(-1)?.watts ?? 0),
    0,
  );

  // A first charge is an installation's, not a site's.
  const nothingCharged = useNothingCharged(network.loaded && stations.length <= 1 && may('operator') && sites === null);

  if (network.loaded && stations.length === 0) {
    return (
      <>
        <h1 className="title">{words.title}</h1>
        {may('operator') && sites === null ? (
          <FirstSteps />
        ) : (
          <section className="panel">
            <Empty
              icon={<PlugZap size={34} strokeWidth={1.5} aria-hidden />}
              title={words.noStations}
              hint={words.noStationsViewer}
            />
          </section>
        )}
      </>
    );
  }
  return (
    <div className="overview">
      <h1>{words.title}</h1>
      {nothingCharged && sessions.length === 0 && <FirstSteps />}
      <dl className="sums">
        <Sum
          name={words.connected}
          value={network.loaded ? words.ofAll(stations.filter((one) => one.connected).length, stations.length) : null}
        />
        <Sum name={words.running} value={network.loaded ? String(sessions.length) : null} />
        <Sum name={words.power} value={network.loaded ? power(watts) : null} />
        <Sum name={words.energy} value={network.loaded ? energy(sessions.reduce((sum, one) => sum + one.energyWh, 0)) : null} />
      </dl>
      <div className="columns">
        <div className="stack">
          <Attention />
          <section className="panel" aria-labelledby="running-title">
            <div className="head">
              <h2 id="running-title">{words.runningTitle}</h2>
              {sessions.length > mostCards && (
                <Link to="/sessions" search={{ state: 'running' }}>
                  {words.more(sessions.length - mostCards)}
                </Link>
              )}
            </div>
            {!network.loaded ? (
              <Outline lines={4} />
            ) : sessions.length === 0 ? (
              <p className="quiet">{may('support') ? words.noneRunning : words.noneRunningViewer}</p>
            ) : (
              <div className="session-cards">
                {sessions.slice(0, mostCards).map((session) => (
                  <SessionCard key={session.id} session={session} points={network.series.get(session.id)?.points ?? []} />
                ))}
              </div>
            )}
          </section>
          <Sites network={network} />
        </div>
        <Feed events={network.feed} loaded={network.loaded} />
      </div>
    </div>
  );
}

function Sum({ name, value }: { name: string; value: string | null }) {
  return (
    <div className="panel">
      <dt className="quiet small">{name}</dt>
      <dd className="figure">{value ?? texts.nothing}</dd>
    </div>
  );
}

const mostOfKind = 5;

/** Of each kind the first few, and how many more there are. */
export function shortened(found: readonly Matter[], most = mostOfKind): { shown: Matter[]; left: Map<string, number> } {
  const counts = new Map<string, number>();
  const shown = found.filter(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= most;
  });
  return { shown, left: new Map([...counts].filter(([, count]) => count > most).map(([kind, count]) => [kind, count - most])) };
}

function Attention() {
  const words = texts.overview;
  useSeconds(15_000);
  const { matters: found, problem, retry } = useMatters();
  const { shown, left } = shortened(found ?? []);
  return (
    <section className="panel" aria-labelledby="attention-title">
      <div className="head">
        <h2 id="attention-title">{words.attention}</h2>
        {found && found.length > 0 && (
          <span className="badge bare" data-tone="red">
            {String(found.length)}
          </span>
        )}
      </div>
      {problem ? (
        <Trouble problem={problem} retry={retry} />
      ) : !found ? (
        <Outline lines={2} />
      ) : found.length === 0 ? (
        <p className="row quiet">
          <CircleCheck size={18} className="good" aria-hidden />
          <span className="grow">{words.calm}</span>
        </p>
      ) : (
        <ul className="lines attention">
          {shown.map((matter, at) => (
            <li key={matter.key} data-matter={matter.kind}>
              <span className="dot" data-tone={matter.grave ? 'red' : 'amber'} aria-hidden />
              <span className="grow wrap">
                <strong>{matter.station}</strong> {matter.words}
                {shown[at + 1]?.kind !== matter.kind && left.has(matter.kind) && (
                  <span className="quiet small"> · {words.hidden(left.get(matter.kind)!)}</span>
                )}
              </span>
              <span className="quiet small num">{moment(matter.at)}</span>
              {matter.session ? (
                <Link
                  to="/sessions/$id"
                  params={{ id: String(matter.session) }}
                  aria-label={`${words.look}: ${matter.station}, ${matter.words}`}
                >
                  {words.look}
                </Link>
              ) : (
                <Link
                  to="/stations/$identity"
                  params={{ identity: matter.station }}
                  search={{ tab: matter.tab }}
                  aria-label={`${words.look}: ${matter.station}, ${matter.words}`}
                >
                  {words.look}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
