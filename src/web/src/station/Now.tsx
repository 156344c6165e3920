import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Connector, Station, Transaction } from '../api/client';
import type { Point } from '../live/series';
import { useWholeNetwork } from '../live/useNetwork';
import { Flow } from '../parts/Flow';
import { Status } from '../parts/Status';
import { Empty } from '../parts/Trouble';
import { useSession } from '../session/useSession';
import { stationUrl } from '../stations/AddStation';
import { texts } from '../texts';
import { kiloWattHours } from '../words/numbers';
import { statusWord } from '../words/states';
import { moment } from '../words/times';
import { AvailabilityDialog, StartDialog } from './give/dialogs';
import { StopButton } from './give/StopButton';
import { useGive } from './give/useGive';
import { StationSessions } from './StationSessions';

/** The connectors as they are now, with the session that runs at each. */
export function Now({ station }: { station: Station }) {
  const words = texts.station;
  const network = useWholeNetwork();
  const whole = station.connectors.find((one) => one.connectorId === 0);
  const connectors = station.connectors.filter((one) => one.connectorId > 0);
  const notices: string[] = [];
  if (station.bootPolicy !== 'Accepted') notices.push(words.policy(station.bootPolicy));
  if (whole && whole.status !== 'Available') {
    notices.push(
      [`${words.whole}: ${statusWord(whole.status)}`, whole.errorCode === 'NoError' ? null : whole.errorCode, whole.info]
        .filter(Boolean)
        .join(', '),
    );
  }
  return (
    <div className="stack">
      {notices.map((notice) => (
        <p key={notice} className="panel notice wrap" role="status">
          {notice}
        </p>
      ))}
      {connectors.length === 0 ? (
        <section className="panel">
          <Empty
            title={station.lastBootAt ? words.noConnector : texts.stations.notBooted}
            hint={station.lastBootAt ? undefined : words.pointHere(stationUrl(station.identity))}
          />
        </section>
      ) : (
        <div className="connector-cards">
          {connectors.map((connector) => {
            const session = network.runningAt(station.identity, connector.connectorId);
            return (
              <ConnectorCard
                key={connector.connectorId}
                connector={connector}
                session={session}
                points={session ? (network.series.get(session.id)?.points ?? []) : []}
              />
            );
          })}
        </div>
      )}
      {station.lastBootAt && <StationSessions identity={station.identity} latest />}
    </div>
  );
}

type CardProps = { connector: Connector; session: Transaction | null; points: readonly Point[] };

function ConnectorCard({ connector, session, points }: CardProps) {
  const words = texts.station;
  const {
    station,
    connectorId,
    status,
    statusAt,
    errorCode,
    vendorErrorCode,
    info,
    live,
    wantedAvailability,
    availabilityState,
  } = connector;
  const { may } = useSession();
  const give = useGive();
  const [asking, setAsking] = useState<'start' | 'availability' | null>(null);
  const name = words.at(station, connectorId);
  const fault = [errorCode === 'NoError' ? null : errorCode, vendorErrorCode, info].filter(Boolean).join(' · ');
  return (
    <section className="panel stack" data-connector={connectorId} data-status={status} aria-label={words.connector(connectorId)}>
      <div className="head">
        <h2>{words.connector(connectorId)}</h2>
        <span className="row tight">
          {!live && <span className="quiet small">{words.lastKnown}</span>}
          <Status status={status} at={statusAt} />
        </span>
      </div>
      {fault && <p className={status === 'Faulted' ? 'bad wrap' : 'quiet wrap'}>{fault}</p>}
      {wantedAvailability && availabilityState && availabilityState !== 'Done' && (
        <p className="quiet small">{words.wanted(wantedAvailability, availabilityState)}</p>
      )}
      {session ? <Running session={session} points={points} /> : <p className="quiet small">{words.since(moment(statusAt))}</p>}
      {may('support') && (
        <div className="row tight">
          {session ? (
            <StopButton session={session} />
          ) : (
            <Button
              size="compact-sm"
              onClick={() => setAsking('start')}
              aria-label={words.startAt(name)}
              data-action="RemoteStartTransaction"
            >
              {words.start}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void give(station, 'UnlockConnector', { connectorId })}
            aria-label={words.unlockAt(name)}
            data-action="UnlockConnector"
          >
            {words.unlock}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setAsking('availability')}
            aria-label={words.availabilityOf(name)}
            data-action="ChangeAvailability"
          >
            {words.availability}
          </Button>
        </div>
      )}
      {asking === 'start' && <StartDialog identity={station} connectorId={connectorId} close={() => setAsking(null)} />}
      {asking === 'availability' && (
        <AvailabilityDialog identity={station} connectorId={connectorId} close={() => setAsking(null)} />
      )}
    </section>
  );
}

function Running({ session, points }: { session: Transaction; points: CardProps['points'] }) {
  return (
    <div className="stack tight" data-transaction={session.id} data-energy-wh={session.energyWh}>
      <p className="row spread">
        <span className="figure">
          {kiloWattHours(session.energyWh)} <small>kWh</small>
        </span>
        <Link to="/sessions/$id" params={{ id: String(session.id) }}>
          {texts.session.title(session.id)}
        </Link>
      </p>
      <Flow session={session} points={points} />
    </div>
  );
}
