import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api, read } from '../api/client';
import { numbered } from '../drivers/access';
import { useFresh, useNetwork } from '../live/useNetwork';
import { Ask } from '../parts/Ask';
import { Pages, usePages } from '../parts/Pages';
import { Badge } from '../parts/Status';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { moment } from '../words/times';
import { isOpen, type Reservation, reservationTone } from './states';
import './reservations.css';

const words = texts.reservations;

type Props = { station?: string; state?: string; atStation?: boolean; empty: ReactNode };

/** Reservations as a table, each with its life and, while there is something to give up, the way to do so. */
export function ReservationTable({ station, state, atStation, empty }: Props) {
  const { may } = useSession();
  const [cancelling, setCancelling] = useState<Reservation | null>(null);
  const key = ['reservations', station, state] as const;
  const pages = usePages(key, (after) =>
    read(
      api.GET('/api/v1/reservations', {
        params: { query: { station, state, limit: 50, after: numbered(after) } },
      }),
    ),
  );
  useFresh(['reservations'], ({ kind }) => kind === 'reservationChanged');
  return (
    <>
      <Pages of={pages} empty={empty}>
        {(items) => (
          <div className="scroll">
            <table className="plain reservations-table">
              <thead>
                <tr>
                  <th scope="col">{words.number}</th>
                  {!atStation && <th scope="col">{words.where}</th>}
                  {atStation && <th scope="col">{words.connector}</th>}
                  <th scope="col">{words.tag}</th>
                  <th scope="col">{words.until}</th>
                  <th scope="col">{words.state}</th>
                  <th scope="col">{words.asked}</th>
                  <th scope="col">
                    <span className="unseen">{words.actions}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((one) => (
                  <Row key={one.id} of={one} atStation={atStation} cancel={may('support') ? setCancelling : null} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Pages>
      {cancelling && <CancelDialog of={cancelling} close={() => setCancelling(null)} />}
    </>
  );
}

type RowProps = { of: Reservation; atStation: boolean | undefined; cancel: ((of: Reservation) => void) | null };

function Row({ of, atStation, cancel }: RowProps) {
  const zone = useNetwork((network) => {
    const site = network.stations.get(of.station)?.site;
    return network.sites.find(({ id }) => id === site)?.timeZone;
  });
  const place = of.connectorId === 0 ? words.anyConnector : texts.station.connector(of.connectorId);
  return (
    <tr data-reservation={of.id} data-state={of.state}>
      <th scope="row" className="num">
        {of.id}
      </th>
      <td>
        {atStation ? (
          place
        ) : (
          <>
            <Link to="/stations/$identity" params={{ identity: of.station }} search={{ tab: 'reservations' }} className="plain">
              {of.station}
            </Link>
            <span className="quiet small block">{place}</span>
          </>
        )}
      </td>
      <td>
        {of.idTag}
        {of.parentIdTag && <span className="quiet small block">{words.group(of.parentIdTag)}</span>}
      </td>
      <td className="num">{moment(of.expiresAt, zone)}</td>
      <td>
        <span className="row tight">
          <Badge tone={reservationTone(of.state)}>{words.states[of.state] ?? of.state}</Badge>
          {of.transactionId != null && (
            <Link to="/sessions/$id" params={{ id: String(of.transactionId) }}>
              {words.session(of.transactionId)}
            </Link>
          )}
        </span>
        <span className="quiet small block wrap">
          {of.why ?? (of.state === 'Active' && of.cancelCommand != null ? words.givingUp : (words.hints[of.state] ?? ''))}
        </span>
      </td>
      <td>
        <span className="num">{moment(of.requestedAt, zone)}</span>
        <span className="quiet small block">{of.requestedBy}</span>
      </td>
      <td className="right">
        {cancel && isOpen(of) && (
          <Button size="compact-sm" variant="default" onClick={() => cancel(of)} aria-label={words.cancelOf(of.id)}>
            {words.cancel}
          </Button>
        )}
      </td>
    </tr>
  );
}

function CancelDialog({ of, close }: { of: Reservation; close: () => void }) {
  return (
    <Ask
      title={words.cancelOf(of.id)}
      doIt={words.cancel}
      grave
      close={close}
      act={() => read(api.POST('/api/v1/reservations/{id}/cancel', { params: { path: { id: of.id } } }))}
    >
      <p>{of.state === 'Requested' ? words.cancelSoon(of.station) : words.cancelHint(of.station, of.idTag)}</p>
    </Ask>
  );
}
