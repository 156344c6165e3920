// The stations with their connectors: state as coloured badges, commands as buttons.
import { availabilityDialog, command, resetDialog, startDialog } from './commands.js';
import { keep, make, mark, write } from './dom.js';
import { moment, status } from './words.js';

export function stationCard(desk) {
  return first => {
    const identity = first.identity;
    const kind = make('p', { class: 'quiet' });
    const link = make('span', { class: 'badge' });
    const notice = make('p', { class: 'error', data: { notice: '' } });
    const list = make('ul', { class: 'connectors' });
    const none = make('p', { class: 'quiet' });
    const buttons = make('div', { class: 'buttons whole' },
      make('button', { type: 'button', text: 'Whole station…', data: { action: 'ChangeAvailability' }, 'aria-label': `Availability of ${identity}`, on: { click: () => availabilityDialog(identity, 0) } }),
      make('button', { type: 'button', text: 'Reset…', data: { action: 'Reset' }, 'aria-label': `Reset ${identity}`, on: { click: () => resetDialog(identity) } }));
    const result = make('p', { class: 'result', data: { resultOf: identity } });
    const element = make('article', { class: 'card', data: { station: identity } },
      make('div', { class: 'top' }, make('div', {}, make('h3', { text: identity }), kind), link), notice, list, none, buttons, result);
    const parts = new Map();
    return {
      element,
      update(station) {
        mark(element, 'connected', station.connected);
        write(kind, station.model ? [`${station.vendor} ${station.model}`, station.firmwareVersion].filter(Boolean).join(' · ') : 'Has not booted yet');
        write(link, station.connected ? 'Connected' : 'Offline');
        link.title = station.connected ? `Connected since ${moment(station.connectedAt)}` : station.disconnectedAt ? `Offline since ${moment(station.disconnectedAt)}` : 'Never connected';
        mark(link, 'tone', station.connected ? 'green' : 'grey');
        const whole = station.connectors.find(connector => connector.connectorId === 0);
        const notices = [];
        if (station.bootPolicy !== 'Accepted') notices.push(`This station is ${station.bootPolicy.toLowerCase()}: it may not charge.`);
        if (whole && whole.status !== 'Available') notices.push(`Station as a whole: ${status(whole.status)[1]}${whole.errorCode === 'NoError' ? '' : `, ${whole.errorCode}`}`);
        write(notice, notices.join(' '));
        const connectors = station.connectors.filter(connector => connector.connectorId > 0);
        keep(list, parts, connectors, connector => connector.connectorId, connector => connectorLine(desk, identity, connector.connectorId));
        notice.hidden = notices.length === 0;
        write(none, connectors.length > 0 ? '' : station.lastBootAt ? 'No connector has reported its state yet.'
          : `Point the station at ws://${location.host}/ocpp/${identity} with its password; its connectors appear once it has booted.`);
        none.hidden = connectors.length > 0;
        buttons.hidden = !desk.mayCommand;
      },
    };
  };
}

function connectorLine(desk, identity, connectorId) {
  const badge = make('span', { class: 'badge' });
  const fault = make('p', { class: 'fault quiet' });
  const name = `${identity} connector ${connectorId}`;
  const start = make('button', { type: 'button', text: 'Start', data: { action: 'RemoteStartTransaction' }, 'aria-label': `Start at ${name}`, on: { click: () => startDialog(identity, connectorId, desk.network.idTags) } });
  const stop = make('button', { type: 'button', text: 'Stop', data: { action: 'RemoteStopTransaction' }, 'aria-label': `Stop at ${name}` });
  const unlock = make('button', { type: 'button', text: 'Unlock', data: { action: 'UnlockConnector' }, 'aria-label': `Unlock ${name}` });
  const available = make('button', { type: 'button', text: 'Availability…', data: { action: 'ChangeAvailability' }, 'aria-label': `Availability of ${name}`, on: { click: () => availabilityDialog(identity, connectorId) } });
  const buttons = make('div', { class: 'buttons' }, start, stop, unlock, available);
  let transaction = null;
  stop.addEventListener('click', () => command(identity, 'RemoteStopTransaction', { transactionId: transaction.id }, stop));
  unlock.addEventListener('click', () => command(identity, 'UnlockConnector', { connectorId }, unlock));
  const element = make('li', { data: { connector: connectorId } },
    make('div', { class: 'what' }, make('strong', { text: `Connector ${connectorId}` }), badge), buttons, fault);
  return {
    element,
    update(connector) {
      const [tone, word] = status(connector.status);
      mark(element, 'status', connector.status);
      mark(badge, 'tone', tone);
      write(badge, word);
      badge.title = `${connector.status} since ${moment(connector.statusAt)}`;
      write(fault, [connector.errorCode === 'NoError' ? null : connector.errorCode, connector.vendorErrorCode, connector.info].filter(Boolean).join(' · '));
      fault.hidden = fault.textContent === '';
      transaction = desk.network.runningAt(identity, connectorId);
      start.hidden = transaction !== null;
      stop.hidden = transaction === null;
      buttons.hidden = !desk.mayCommand;
    },
  };
}
