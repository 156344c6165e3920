import { texts } from '../texts';
import { statusTone, statusWord, type Tone } from '../words/states';
import { moment } from '../words/times';

export function Badge({ tone, children, title, bare }: { tone: Tone; children: string; title?: string; bare?: boolean }) {
  return (
    <span className={bare ? 'badge bare' : 'badge'} data-tone={tone} title={title}>
      {children}
    </span>
  );
}

/** A connector's status in words and colour. */
export function Status({ status, at }: { status: string; at?: string }) {
  return (
    <Badge tone={statusTone(status)} title={at ? `${status} ${texts.station.since(moment(at))}` : status}>
      {statusWord(status)}
    </Badge>
  );
}

type Link = { connected: boolean; connectedAt?: string | null; disconnectedAt?: string | null };

/** Whether a station is connected, and since when. */
export function Connection({ station }: { station: Link }) {
  const words = texts.station;
  const title = station.connected
    ? words.connectedSince(moment(station.connectedAt))
    : station.disconnectedAt
      ? words.offlineSince(moment(station.disconnectedAt))
      : words.never;
  return (
    <Badge tone={station.connected ? 'green' : 'grey'} title={title}>
      {station.connected ? texts.stations.connected : texts.stations.offline}
    </Badge>
  );
}
