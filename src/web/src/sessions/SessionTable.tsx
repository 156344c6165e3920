import { Link } from '@tanstack/react-router';
import type { Transaction } from '../api/client';
import { useSeconds, useWholeNetwork } from '../live/useNetwork';
import { Badge } from '../parts/Status';
import { texts } from '../texts';
import { duration, energy, power } from '../words/numbers';
import { moment } from '../words/times';
import './sessions.css';

const words = texts.sessions;

/** Sessions as a table; what runs is shown as it grows. */
export function SessionTable({ sessions, atStation }: { sessions: readonly Transaction[]; atStation?: boolean }) {
  const network = useWholeNetwork();
  useSeconds(sessions.some((one) => one.state === 'Running') ? 1000 : 3_600_000);
  return (
    <div className="scroll">
      <table className="plain sessions-table">
        <thead>
          <tr>
            <th scope="col">{words.id}</th>
            {!atStation && <th scope="col">{words.where}</th>}
            <th scope="col">{words.tag}</th>
            <th scope="col">{words.started}</th>
            <th scope="col" className="right">
              {words.duration}
            </th>
            <th scope="col" className="right">
              {words.energy}
            </th>
            <th scope="col">{words.ending}</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((read) => {
            const session = network.running.get(read.id) ?? read;
            const running = session.state === 'Running';
            return (
              <tr key={session.id} data-transaction={session.id} data-energy-wh={session.energyWh} data-state={session.state}>
                <th scope="row" className="num">
                  <Link to="/sessions/$id" params={{ id: String(session.id) }}>
                    {session.id}
                  </Link>
                </th>
                {!atStation && (
                  <td>
                    <Link to="/stations/$identity" params={{ identity: session.station }} className="plain">
                      {texts.station.at(session.station, session.connectorId)}
                    </Link>
                  </td>
                )}
                <td>{session.idTag}</td>
                <td className="num">{moment(session.startedAt)}</td>
                <td className="right num">{duration(session.startedAt, session.stoppedAt ?? undefined)}</td>
                <td className="right num">{energy(session.energyWh)}</td>
                <td>
                  <span className="row tight">
                    {running ? (
                      <Badge tone="teal">
                        {session.powerW == null ? words.running : `${words.running}, ${power(session.powerW)}`}
                      </Badge>
                    ) : (
                      <span>{session.reason}</span>
                    )}
                    {session.authorization !== 'Accepted' && <Badge tone="red">{session.authorization}</Badge>}
                    {session.flags.map((flag) => (
                      <Badge key={flag} tone="amber">
                        {flag}
                      </Badge>
                    ))}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
