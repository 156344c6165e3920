import type { Command, Schemas, Station } from '../api/client';
import { texts } from '../texts';
import { actionWord, outcome } from '../words/states';
import { day, moment } from '../words/times';

/** Something that wants a person: what it is, and where to look at it. */
export type Matter = {
  key: string;
  kind: string;
  grave: boolean;
  station: string;
  words: string;
  at: string;
  session?: number;
  tab?: 'commands' | 'about';
};

type Found = {
  stations: Iterable<Station>;
  cases: Schemas['CaseView'][];
  commands: Command[];
  securityEvents: Schemas['SecurityEventView'][];
  certificates: Schemas['CertificateRequestView'][];
};

const minute = 60_000;
const day_ = 24 * 60 * minute;
/** A station that is away for less is not told: stations restart. */
export const offlineAfter = 5 * minute;
/** A command that failed is told for so long. */
export const commandsFor = day_;
const eventsFor = 7 * day_;
const certificatesBefore = 30 * day_;

// What the sharing of a site's power told a station by itself: it counts what was refused, and shows it at the screen of energy.
const isShare = ({ action, requestedBy }: Command) => action.endsWith('ChargingProfile') && requestedBy.startsWith('program:');

/** Everything that wants a person now, the gravest first, then the newest. */
export function matters({ stations, cases, commands, securityEvents, certificates }: Found, now: number): Matter[] {
  const words = texts.overview;
  const found: Matter[] = [];
  for (const station of stations) {
    const { identity } = station;
    for (const { connectorId, status, errorCode, info, statusAt } of station.connectors) {
      if (status !== 'Faulted') continue;
      const detail = [errorCode === 'NoError' ? null : errorCode, info].filter(Boolean).join(', ');
      found.push({
        key: `fault ${identity} ${connectorId}`,
        kind: 'fault',
        grave: true,
        station: identity,
        words: detail ? `${words.faulted(connectorId)}: ${detail}` : words.faulted(connectorId),
        at: statusAt,
      });
    }
    if (!station.connected && station.disconnectedAt && now - Date.parse(station.disconnectedAt) > offlineAfter) {
      found.push({
        key: `offline ${identity}`,
        kind: 'offline',
        grave: true,
        station: identity,
        words: words.offline(moment(station.disconnectedAt)),
        at: station.disconnectedAt,
      });
    }
  }
  for (const one of cases) {
    found.push({
      key: `case ${one.id}`,
      kind: 'case',
      grave: false,
      station: one.station,
      words: words.case(one.kind, one.detail),
      at: one.lastSeenAt,
      session: one.transactionId ?? undefined,
    });
  }
  for (const command of commands) {
    const became = outcome(command);
    if (became.tone !== 'bad' || isShare(command) || now - Date.parse(command.createdAt) > commandsFor) continue;
    found.push({
      key: `command ${command.id}`,
      kind: 'command',
      grave: false,
      station: command.station,
      words: words.command(actionWord(command.action), became.words),
      at: command.createdAt,
      tab: 'commands',
    });
  }
  for (const event of securityEvents) {
    if (now - Date.parse(event.receivedAt) > eventsFor) continue;
    found.push({
      key: `security ${event.id}`,
      kind: 'security',
      grave: true,
      station: event.station,
      words: words.security(event.type),
      at: event.receivedAt,
      tab: 'about',
    });
  }
  for (const { id, station, expiresAt } of certificates) {
    if (!expiresAt || Date.parse(expiresAt) - now > certificatesBefore) continue;
    found.push({
      key: `certificate ${id}`,
      kind: 'certificate',
      grave: Date.parse(expiresAt) < now,
      station,
      words: words.certificate(day(expiresAt)),
      at: expiresAt,
      tab: 'about',
    });
  }
  return found.sort((one, other) => Number(other.grave) - Number(one.grave) || (one.at < other.at ? 1 : -1));
}
