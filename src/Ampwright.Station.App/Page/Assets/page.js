'use strict';

// The page asks for the station once a second and builds what it shows from text alone: nothing a station sends is ever taken for HTML.
const byId = id => document.getElementById(id);
const faultKinds = ['groundFault', 'overTemperature', 'overCurrent', 'overVoltage', 'underVoltage', 'meter', 'powerSwitch',
  'vehicleCommunication', 'reader', 'internal', 'emergencyStop', 'weakSignal', 'other'];
const cars = {
  'Car, 3 × 16 A': {},
  'Car, 3 × 32 A': { maxAmperes: 32, batteryWh: 90000 },
  'Car, 1 × 32 A': { phases: 1, maxAmperes: 32, batteryWh: 40000 },
  'Car, nearly full': { chargePercent: 97 },
  'Car on a timer': { wantsEnergy: false },
};
const lamps = { available: 'green', preparing: 'green', charging: 'blue', suspended: 'blue', finishing: 'blue', reserved: 'amber',
  unavailable: 'grey', faulted: 'red' };
const tones = { Available: 'good', Preparing: 'idle', Charging: 'good', SuspendedEV: 'warn', SuspendedEVSE: 'warn', Finishing: 'idle',
  Reserved: 'warn', Unavailable: 'idle', Faulted: 'bad' };
let station = null, since = 0, cards = [], problemUntil = 0;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value); else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

async function call(path, body) {
  const answer = await fetch(path, body === undefined ? {} : {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.detail || answer.statusText);
  return content;
}

async function command(path, body) {
  try {
    show(await call(`/api/stations/${encodeURIComponent(station)}${path}`, body));
    complain('');
  } catch (failure) {
    complain(failure.message);
  }
}

function complain(text) {
  byId('problem').textContent = text;
  byId('problem').hidden = !text;
  problemUntil = text ? Date.now() + 6000 : 0;
}

function button(text, path, body, main) {
  return element('button', { ...(main ? { class: 'main' } : {}), onclick: () => command(path, typeof body === 'function' ? body() : body) }, text);
}

// Built once per connector; only texts change afterwards, so that a menu stays open while the numbers run.
function card(number) {
  const at = `/connectors/${number}`;
  const parts = {};
  const text = name => parts[name] = element('span');
  const car = element('select', { 'aria-label': 'Car' }, ...Object.keys(cars).map(name => element('option', {}, name)));
  const rows = ['Voltage', 'Current', 'Power'].map(name => {
    parts[name] = [1, 2, 3].map(() => element('td'));
    return element('tr', {}, element('th', {}, name), ...parts[name]);
  });
  const register = element('input', { 'aria-label': 'Register, Wh', type: 'number', min: 0, value: 0 });
  const amperes = element('input', { 'aria-label': 'Amperes, empty for no limit', type: 'number', min: 0, max: 100, placeholder: 'A, empty: none' });
  parts.lockFailure = element('button', { onclick: () => command(`${at}/lock-failure`, { fails: !parts.lockFails }) }, 'Jam the lock');
  parts.stall = element('button', { onclick: () => command(`${at}/meter`, { stalls: !parts.stalled }) }, 'Stall the meter');
  const node = element('article', { class: 'connector' },
    element('header', {}, element('h2', {}, `Connector ${number}`), parts.lamp = element('span', { class: 'lamp' }), parts.status = element('span', { class: 'status' })),
    element('div', { class: 'big' },
      element('div', {}, element('b', {}, text('power')), element('small', {}, 'kW')),
      element('div', {}, element('b', {}, text('energy')), element('small', {}, 'kWh this session')),
      element('div', {}, element('b', {}, text('charge')), element('small', {}, '% charged'))),
    element('table', {}, element('tr', {}, element('th'), ...['L1', 'L2', 'L3'].map(line => element('th', {}, line))), ...rows),
    element('dl', {}, ...[['Transaction', 'transaction'], ['Cable and car', 'cable'], ['Pilot', 'pilot'], ['Lock', 'lock'],
      ['Contactor', 'contactor'], ['Offer', 'offer'], ['Register', 'register'], ['Temperature', 'temperature'], ['Error', 'error']]
      .flatMap(([label, name]) => [element('dt', {}, label), element('dd', {}, text(name))])),
    element('h3', {}, 'Limits on the current'), parts.limits = element('ol', { class: 'limits' }),
    element('div', { class: 'buttons' }, car, button('Plug in', `${at}/plug`, () => ({ vehicle: cars[car.value] }), true),
      button('Unplug', `${at}/unplug`, {}), button('Unplug at car', `${at}/unplug`, { side: 'vehicle' }),
      button('Half way at socket', `${at}/plug`, { side: 'station', halfway: true }),
      button('Half way at car', `${at}/plug`, () => ({ side: 'vehicle', halfway: true, vehicle: cars[car.value] })),
      button('Start button', `${at}/button`, { which: 'start' }), button('Stop button', `${at}/button`, { which: 'stop' }), parts.lockFailure,
      parts.stall, register, button('Set the meter', `${at}/meter`, () => ({ registerWh: Number(register.value) })),
      amperes, button('Limit by hand', `${at}/limit`, () => ({ amperes: amperes.value === '' ? null : Number(amperes.value) })),
      button('Derate', `${at}/derating`, () => ({ amperes: amperes.value === '' ? null : Number(amperes.value) }))));
  return { node, parts };
}

function update({ parts }, connector) {
  const meter = connector.meter, per = (name, unit) => parts[name].forEach((cell, phase) => {
    cell.textContent = meter.phases[phase] ? `${unit(meter.phases[phase])}` : '';
  });
  parts.status.textContent = connector.status || (connector.inService ? 'No status' : 'Out of service');
  parts.status.className = `status ${tones[connector.status] || 'idle'}`;
  parts.power.textContent = (meter.powerWatts / 1000).toFixed(2);
  parts.energy.textContent = connector.transaction ? ((meter.registerWh - connector.transaction.meterStart) / 1000).toFixed(2) : '–';
  parts.charge.textContent = connector.chargePercent === null ? '–' : Math.floor(connector.chargePercent);
  parts.transaction.textContent = connector.transaction
    ? `${connector.transaction.transactionId ?? 'not yet known to the CSMS'} by ${connector.transaction.idTag}` : 'none';
  parts.cable.textContent = (connector.cableAmperes ? `cable ${connector.cableAmperes} A` : 'no cable') + (connector.vehicle ? ', car' : '')
    + (connector.halfwayAt ? `, half way at the ${connector.halfwayAt}` : '');
  parts.pilot.textContent = connector.pilot;
  parts.lock.textContent = connector.lock + (connector.lockFails ? ', jams' : '');
  parts.contactor.textContent = connector.contactorClosed ? `closed, ${connector.activePhases} phases` : 'open';
  parts.offer.textContent = connector.offerAmperes ? `${connector.offerAmperes} A` : 'paused';
  parts.register.textContent = `${(meter.registerWh / 1000).toFixed(3)} kWh`;
  parts.temperature.textContent = `${meter.temperatureCelsius.toFixed(1)} °C`;
  parts.error.textContent = connector.errorCode || '–';
  parts.lamp.textContent = connector.indicator ? `lamp: ${connector.indicator}` : 'lamp: dark';
  parts.lamp.className = `lamp ${lamps[connector.indicator] || 'dark'}`;
  parts.limits.replaceChildren(...(connector.limits || []).map((claim, index) => element('li', index ? {} : { class: 'rules' },
    element('b', {}, `${claim.amperes} A`), ` ${claim.source}`, claim.why ? `: ${claim.why}` : '', index ? '' : ' (rules)')));
  parts.stalled = meter.stalled;
  parts.stall.textContent = meter.stalled ? 'Free the meter' : 'Stall the meter';
  parts.lockFails = connector.lockFails;
  parts.lockFailure.textContent = connector.lockFails ? 'Free the lock' : 'Jam the lock';
  per('Voltage', phase => `${phase.volts.toFixed(1)} V`);
  per('Current', phase => `${phase.amperes.toFixed(2)} A`);
  per('Power', phase => `${phase.watts.toFixed(0)} W`);
}

function chip(text, tone) { return element('span', { class: `chip ${tone}` }, text); }

function show(state) {
  byId('identity').textContent = state.identity;
  byId('product').textContent = `${state.vendor} ${state.model}, serial ${state.serialNumber}, firmware ${state.firmware}`;
  byId('reader').textContent = state.reader ? `shows: ${state.reader}${state.readerText ? `, “${state.readerText}”` : ''}` : '';
  byId('disk').textContent = `${state.hostTime.slice(0, 19).replace('T', ' ')} UTC`
    + (state.journal ? `, journal ${(state.journal.bytes / 1024).toFixed(1)} KiB, ${state.journal.records} records` : '')
    + (state.storage ? `, disk fails: ${state.storage.fails}` : '');
  byId('memory').textContent = [
    state.queue ? `waiting: ${state.queue.starts} starts, ${state.queue.meterValues} meter values, ${state.queue.stops} stops; given up: ${state.queue.givenUp}` : 'no power',
    ...(state.journal && state.journal.failed ? ['the journal failed'] : []),
    ...(state.journal && state.journal.tornBytes ? [`${state.journal.tornBytes} torn bytes cut off`] : []),
    ...(state.journal && state.journal.damaged ? ['damaged records lie aside'] : []),
    `flight recorder ${state.flightRecorder}`].join(', ');
  byId('recorder').textContent = state.flightRecorder === 'on' ? 'Stop the flight recorder' : 'Start the flight recorder';
  byId('recorder').dataset.on = state.flightRecorder !== 'on';
  byId('flight').hidden = state.flightRecorder !== 'on';
  byId('flight').href = `/api/stations/${encodeURIComponent(state.identity)}/flight`;
  byId('chips').replaceChildren(
    state.powered ? state.onReserve ? chip('On reserve', 'warn') : chip('Power on', 'good') : chip('No power', 'bad'),
    chip({ up: 'Network up', cut: 'Network cut', blackHole: 'Network is a black hole' }[state.network], state.network === 'up' ? 'good' : 'bad'),
    state.connected ? chip('Connected', 'good') : chip('Not connected', 'warn'),
    chip(state.registration || 'Off', state.registration === 'Accepted' ? 'good' : 'warn'),
    ...(state.queued ? [chip(`${state.queued} messages wait`, 'warn')] : []));
  if (cards.length !== state.connectors.length) {
    cards = state.connectors.map(connector => card(connector.number));
    byId('connectors').replaceChildren(...cards.map(one => one.node));
    byId('faultAt').replaceChildren(element('option', { value: '' }, 'station'),
      ...state.connectors.map(one => element('option', { value: one.number }, `connector ${one.number}`)));
  }
  state.connectors.forEach((connector, index) => update(cards[index], connector));
  byId('faults').replaceChildren(...state.faults.map(fault => element('li', {},
    element('span', { class: fault.severity === 'critical' ? 'bad' : 'warn' },
      `${fault.kind}${fault.connector ? ` at connector ${fault.connector}` : ''}`),
    button('Clear', '/fault', { clear: fault.id }))));
  trace(state.trace);
}

function trace(lines) {
  const list = byId('trace');
  for (const line of lines) {
    if (line.number <= since) continue;
    since = line.number;
    list.append(element('li', { class: line.kind }, element('time', {}, line.at.slice(11, 23)),
      element('span', {}, { sent: '→', received: '←', note: '·' }[line.kind]), element('code', {}, line.text)));
  }
  while (list.children.length > 500) list.firstChild.remove();
  if (lines.length && byId('follow').checked) list.scrollTop = list.scrollHeight;
}

async function refresh() {
  try {
    if (station === null) await choose();
    show(await call(`/api/stations/${encodeURIComponent(station)}?since=${since}`));
    if (problemUntil < Date.now()) complain('');
  } catch (failure) {
    complain(failure instanceof TypeError ? 'The program does not answer.' : failure.message);
  }
  setTimeout(refresh, 1000);
}

async function choose() {
  const { stations } = await call('/api/stations');
  const wanted = decodeURIComponent(location.hash.slice(1));
  station = stations.some(one => one.identity === wanted) ? wanted : stations[0].identity;
  byId('stations').replaceChildren(...stations.map(one => element('option', {}, one.identity)));
  byId('stations').value = station;
  byId('chooser').hidden = stations.length < 2;
}

byId('stations').addEventListener('change', event => {
  station = event.target.value;
  location.hash = encodeURIComponent(station);
  since = 0;
  byId('trace').replaceChildren();
});
byId('card').addEventListener('submit', event => { event.preventDefault(); command('/card', { uid: byId('uid').value }); });
byId('fault').addEventListener('submit', event => {
  event.preventDefault();
  const at = byId('faultAt').value;
  command(`${at ? `/connectors/${at}` : ''}/fault`, { kind: byId('faultKind').value, severity: byId('faultSeverity').value });
});
byId('recorder').addEventListener('click', event => command('/flight', { on: event.target.dataset.on === 'true' }));
byId('notes').addEventListener('change', event => byId('trace').classList.toggle('quiet', !event.target.checked));
byId('faultKind').append(...faultKinds.map(kind => element('option', {}, kind)));
for (const one of document.querySelectorAll('button[data-post]')) {
  one.addEventListener('click', () => command(one.dataset.post, JSON.parse(one.dataset.body)));
}
refresh();
