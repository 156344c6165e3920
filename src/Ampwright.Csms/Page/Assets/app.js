// The operators' page: signs in, follows the network, draws what is known. Every number on it comes from the API under /api/v1.
import { ask } from './api.js';
import { addStationDialog } from './commands.js';
import { byId, keep, make, mark, write } from './dom.js';
import { Network } from './network.js';
import { recentRow, sessionCard } from './sessions.js';
import { stationCard } from './stations.js';
import { clock, energy, power, sentence } from './words.js';

const desk = { network: null, mayCommand: false, mayRegister: false };
const parts = { sessions: new Map(), stations: new Map(), recent: new Map(), feed: new Map() };
const createSession = sessionCard(desk);
const createStation = stationCard(desk);
let drawing = false;

function draw() {
  if (drawing) return;
  drawing = true;
  // A hidden page has no frames; it is drawn by the clock below.
  if (document.hidden) setTimeout(drawNow, 250);
  else requestAnimationFrame(drawNow);
}

function drawNow() {
  drawing = false;
  const network = desk.network;
  if (!network) return;
  write(byId('live'), network.live ? 'Live' : network.loaded ? 'Reconnecting' : 'Connecting');
  mark(byId('live'), 'live', network.live);
  if (!network.loaded) return;
  const stations = [...network.stations.values()].sort((one, other) => one.identity.localeCompare(other.identity, 'en', { numeric: true }));
  const sessions = [...network.running.values()].sort((one, other) => one.startedAt < other.startedAt ? 1 : -1);

  write(byId('sum-stations'), `${stations.filter(station => station.connected).length} of ${stations.length}`);
  write(byId('sum-sessions'), String(sessions.length));
  write(byId('sum-power'), power(sessions.reduce((sum, session) => sum + (session.powerW ?? network.series.get(session.id)?.points.at(-1)?.watts ?? 0), 0)));
  write(byId('sum-energy'), energy(sessions.reduce((sum, session) => sum + session.energyWh, 0)));

  keep(byId('sessions'), parts.sessions, sessions, session => session.id, createSession);
  keep(byId('stations'), parts.stations, stations, station => station.identity, createStation);
  keep(byId('recent'), parts.recent, network.recent, transaction => transaction.id, recentRow);
  keep(byId('feed'), parts.feed, network.feed, event => event.sequence, feedLine);

  empty('no-sessions', sessions.length, stations.length === 0
    ? 'Sessions appear here once there is a station.'
    : desk.mayCommand ? 'No car is charging. Hold a card to a station, or press Start at one of the connectors below.' : 'No car is charging.');
  empty('no-stations', stations.length, desk.mayRegister
    ? 'No station is registered yet. Press “Add a station”, and enter the address and password it shows in the charging station.'
    : 'No station is registered yet. An operator adds the first one.');
  empty('no-recent', network.recent.length, 'No session has ended yet. Each one is listed here with its energy when it does.');
  byId('recent').closest('.scroll').hidden = network.recent.length === 0;
  byId('no-feed').hidden = network.feed.length > 0;
  byId('feed').hidden = network.feed.length === 0;
  byId('more-recent').hidden = network.moreRecent === null;
  byId('add-station').hidden = !desk.mayRegister;
}

function empty(id, count, text) {
  byId(id).hidden = count > 0;
  write(byId(id), text);
}

function feedLine(event) {
  const element = make('li', { data: { event: event.kind, sequence: event.sequence } },
    make('time', { datetime: event.at, text: clock(event.at), title: new Date(event.at).toLocaleString() }),
    make('strong', { text: event.station ?? 'CSMS' }), make('span', { text: sentence(event) }));
  return { element, update() { } };
}

async function enter(session) {
  if (session.secondFactorMissing) throw new Error('This account must have a second factor first. Set one up with POST /api/v1/session/second-factor, as docs/access.md tells.');
  desk.mayCommand = ['support', 'operator', 'owner'].includes(session.role);
  desk.mayRegister = ['operator', 'owner'].includes(session.role);
  write(byId('who'), `${session.name} · ${session.role}`);
  byId('sign-in').hidden = true;
  byId('desk').hidden = false;
  desk.network = new Network(draw, leave);
  draw();
  try {
    await desk.network.start();
  } catch (problem) {
    if (problem.status === 401) return leave();
    write(byId('live'), 'Cannot load');
    setTimeout(() => location.reload(), 5000);
  }
}

function leave() {
  desk.network?.stop();
  desk.network = null;
  byId('dialog').close();
  byId('desk').hidden = true;
  byId('sign-in').hidden = false;
  byId('password').value = '';
  byId('code').value = '';
  byId('by-code').hidden = true;
  byId('token').value = '';
  (byId('by-token').hidden ? byId('password') : byId('token')).focus();
}

byId('sign-in').querySelector('form').addEventListener('submit', async event => {
  event.preventDefault();
  const button = event.target.querySelector('[type=submit]');
  const error = byId('sign-in-error');
  const byToken = !byId('by-token').hidden;
  button.disabled = true;
  write(error, '');
  try {
    await enter(await ask('POST', '/session', byToken
      ? { token: byId('token').value.trim() }
      : { name: byId('name').value.trim(), password: byId('password').value, code: byId('code').value.trim() || undefined }));
  } catch (problem) {
    write(error, problem.message);
    if (problem.code?.startsWith('second-factor')) {
      byId('by-code').hidden = false;
      byId('code').value = '';
      byId('code').focus();
    }
  } finally {
    button.disabled = false;
  }
});

byId('other-way').addEventListener('click', () => {
  const toToken = byId('by-token').hidden;
  byId('by-token').hidden = !toToken;
  byId('by-password').hidden = toToken;
  write(byId('other-way'), toToken ? 'Use an account instead' : 'Use an API token instead');
  write(byId('sign-in-error'), '');
  byId(toToken ? 'token' : 'password').focus();
});

byId('sign-out').addEventListener('click', async () => {
  await ask('DELETE', '/session').catch(() => { });
  leave();
});
byId('add-station').addEventListener('click', addStationDialog);
byId('more-recent').addEventListener('click', () => desk.network.earlier());
setInterval(draw, 1000);

ask('GET', '/session').then(enter).catch(leave);
