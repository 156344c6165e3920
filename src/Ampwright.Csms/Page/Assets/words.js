// How things are said: numbers with their units, instants, states, events.

const number = (value, digits) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const energy = wattHours => `${number((wattHours ?? 0) / 1000, 3)} kWh`;
export const power = watts => watts === null || watts === undefined ? '–' : watts >= 1000 || watts === 0 ? `${number(watts / 1000, 2)} kW` : `${number(watts, 0)} W`;
export const kiloWattHours = wattHours => number((wattHours ?? 0) / 1000, 3);

export function duration(from, to = Date.now()) {
  const seconds = Math.max(0, Math.floor((new Date(to) - new Date(from)) / 1000));
  const two = value => String(value).padStart(2, '0');
  const days = Math.floor(seconds / 86400);
  return `${days > 0 ? `${days} d ` : ''}${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export const clock = instant => new Date(instant).toLocaleTimeString('en-GB');

export function moment(instant) {
  const at = new Date(instant);
  return at.toDateString() === new Date().toDateString() ? clock(at) : `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${clock(at)}`;
}

const states = {
  Available: ['green', 'Available'],
  Preparing: ['blue', 'Preparing'],
  Charging: ['teal', 'Charging'],
  SuspendedEV: ['amber', 'Paused by car'],
  SuspendedEVSE: ['amber', 'Paused by station'],
  Finishing: ['violet', 'Finishing'],
  Reserved: ['violet', 'Reserved'],
  Unavailable: ['grey', 'Unavailable'],
  Faulted: ['red', 'Faulted'],
};

/** Tone and word for a connector's status; one the standard does not know is shown as it came. */
export const status = name => states[name] ?? ['grey', name];

const actions = {
  RemoteStartTransaction: 'Start',
  RemoteStopTransaction: 'Stop',
  UnlockConnector: 'Unlock',
  ChangeAvailability: 'Availability',
  ChangeConfiguration: 'Configuration change',
  GetConfiguration: 'Configuration',
};

export const action = name => actions[name] ?? name;

/** What became of a command: an outcome (good, bad, waiting) and the words for it. */
export function outcome(command) {
  const said = command.status ?? 'Done';
  switch (command.state) {
    case 'Answered': return ['good', said === 'Scheduled' ? 'Scheduled: takes effect when the session ends' : said];
    case 'Refused': return ['bad', command.errorCode ? `Refused: ${command.errorCode} ${command.errorText ?? ''}` : `The station answered ${said}`];
    case 'TimedOut': return ['bad', 'No answer in time; the station may have done it all the same'];
    case 'Expired': return ['bad', 'Not sent: the station did not connect in time'];
    case 'Failed': return ['bad', command.errorText ?? 'It could not be done'];
    case 'Sent': return ['waiting', 'Sent; the station has not answered yet'];
    default: return ['waiting', 'Waiting for the station to connect'];
  }
}

const connector = id => id === 0 ? 'The station' : `Connector ${id}`;

/** One sentence for an event of the stream. */
export function sentence({ kind, change }) {
  switch (kind) {
    case 'stationRegistered': return 'Registered';
    case 'stationChanged': return 'Settings changed';
    case 'stationRemoved': return 'Removed';
    case 'stationConnected': return 'Connected';
    case 'stationDisconnected': return `Disconnected: ${change.why}`;
    case 'stationTakenOver': return `A newer connection${change.source ? ` from ${change.source}` : ''} replaced the old one`;
    case 'stationBooted': return `Booted, ${change.vendor} ${change.model}: ${change.verdict}`;
    case 'stationPasswordChanged': return 'Password changed';
    case 'connectorStatusChanged':
      return `${connector(change.connectorId)}: ${status(change.status)[1]}${change.errorCode === 'NoError' ? '' : ` (${change.errorCode})`}`;
    case 'idTagChanged': return `Id tag ${change.idTag} changed`;
    case 'idTagDeleted': return `Id tag ${change.idTag} removed`;
    case 'transactionStarted': return `${connector(change.connectorId)}: session started with ${change.idTag}${change.verdict === 'Accepted' ? '' : ` (${change.verdict})`}`;
    case 'transactionMetered': return `${connector(change.connectorId)}: ${change.energyWh === undefined ? 'meter values' : energy(change.energyWh)}`;
    case 'transactionStopped': return `${connector(change.connectorId)}: session ended with ${energy(change.energyWh)} (${change.reason})`;
    case 'transactionStopWithdrawn': return `${connector(change.connectorId)}: transaction ${change.transactionId} is open again: ${change.why}`;
    case 'transactionFlagged': return `Transaction ${change.transactionId} flagged ${change.flag}: ${change.detail}`;
    case 'messageSetAside': return `${change.action} set aside: ${change.why}`;
    case 'messageIdReused': return `${change.action} came with a message id used before`;
    case 'stationRefused': return `Refused from ${change.source}: ${change.why}`;
    case 'handshakeRefused': return `TLS handshake from ${change.source} refused: ${change.why}`;
    case 'dataTransferred': return `DataTransfer of ${change.vendorId}${change.messageId ? ` ${change.messageId}` : ''}: ${change.status}`;
    case 'stationNotified': return `${change.action} received`;
    case 'commandChanged': return `${action(change.action)}: ${change.answerStatus ?? change.state}`;
    default: return kind;
  }
}
