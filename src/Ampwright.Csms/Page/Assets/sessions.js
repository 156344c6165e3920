// The running sessions, live, and the ones that have ended.
import { command } from './commands.js';
import { make, mark, write } from './dom.js';
import { chart } from './series.js';
import { duration, energy, kiloWattHours, moment, power } from './words.js';

export function sessionCard(desk) {
  return first => {
    const amount = make('span');
    const watts = make('dd');
    const time = make('dd');
    const stop = make('button', { type: 'button', text: 'Stop', data: { action: 'RemoteStopTransaction' }, 'aria-label': `Stop the session at ${first.station} connector ${first.connectorId}` });
    stop.addEventListener('click', () => command(first.station, 'RemoteStopTransaction', { transactionId: first.id }, stop));
    const curve = chart();
    const flags = make('p', { class: 'error' });
    const facts = (name, value) => make('div', {}, make('dt', { text: name }), value);
    const element = make('article', { class: 'card', data: { transaction: first.id, sessionOf: first.station, idTag: first.idTag } },
      make('div', { class: 'top' },
        make('div', {}, make('h3', { text: first.station }), make('p', { class: 'quiet', text: `Connector ${first.connectorId}` })), stop),
      make('p', { class: 'energy' }, amount, make('small', { text: ' kWh' })), curve.element,
      make('dl', { class: 'facts' }, facts('Power', watts), facts('Duration', time), facts('Id tag', make('dd', { text: first.idTag })), facts('Transaction', make('dd', { text: String(first.id) }))), flags);
    let drawn = null;
    return {
      element,
      update(transaction) {
        mark(element, 'state', transaction.state);
        mark(element, 'energyWh', transaction.energyWh);
        mark(element, 'powerW', transaction.powerW ?? '');
        write(amount, kiloWattHours(transaction.energyWh));
        const series = desk.network.series.get(transaction.id);
        write(watts, power(transaction.powerW ?? series?.points.at(-1)?.watts));
        write(time, duration(transaction.startedAt));
        stop.hidden = !desk.mayCommand;
        write(flags, notes(transaction).join(', '));
        flags.hidden = flags.textContent === '';
        const version = series === undefined ? null : `${series.points.length} ${series.points.at(-1)?.at}`;
        if (version === null || version === drawn) return;
        curve.draw(series);
        drawn = version;
      },
    };
  };
}

const notes = transaction => [
  ...(transaction.authorization === 'Accepted' ? [] : [`Id tag ${transaction.authorization.toLowerCase()}`]), ...transaction.flags];

export function recentRow(first) {
  const cells = ['', '', '', '', 'number', 'free'].map(name => make('td', { class: name }));
  const element = make('tr', { data: { transaction: first.id } }, make('th', { scope: 'row', text: String(first.id) }), ...cells);
  return {
    element,
    update(transaction) {
      mark(element, 'energyWh', transaction.energyWh);
      mark(element, 'state', transaction.state);
      mark(element, 'reason', transaction.reason);
      const values = [
        `${transaction.station} · ${transaction.connectorId}`, transaction.idTag, moment(transaction.stoppedAt),
        duration(transaction.startedAt, transaction.stoppedAt), energy(transaction.energyWh), [transaction.reason, ...notes(transaction)].filter(Boolean).join(' · ')];
      values.forEach((value, at) => write(cells[at], value));
    },
  };
}
