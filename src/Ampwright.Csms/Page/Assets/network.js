// What is known of the network, kept true by the stream of events.
//   1 note the newest event → 2 read lists → 3 follow the stream from the noted event on: nothing is missed in between
import { all, ask } from './api.js';
import { Series } from './series.js';

const recentAtFirst = 20;
const mostFeed = 80;
const ownEvents = [
  'stationRegistered', 'stationChanged', 'stationConnected', 'stationDisconnected', 'stationTakenOver', 'stationBooted', 'stationPasswordChanged'];
const kinds = [
  ...ownEvents, 'stationRemoved', 'connectorStatusChanged', 'idTagChanged', 'idTagDeleted', 'transactionStarted', 'transactionMetered',
  'transactionStopped', 'transactionStopWithdrawn', 'transactionFlagged', 'messageSetAside', 'messageIdReused', 'stationNotified',
  'stationRefused', 'handshakeRefused', 'dataTransferred', 'commandChanged'];

// Meter values are seen in the sessions; of a command, what became of it.
const worthTelling = ({ kind, change }) => kind !== 'transactionMetered' && !(kind === 'commandChanged' && ['Queued', 'Sent'].includes(change.state));

export class Network {
  stations = new Map();
  running = new Map();
  series = new Map();
  recent = [];
  moreRecent = null;
  idTags = [];
  feed = [];
  live = false;
  loaded = false;

  #changed;
  #ended;
  #stream = null;
  #reading = new Map();

  /** @param changed called after every change; @param ended called when the session is over */
  constructor(changed, ended) {
    this.#changed = changed;
    this.#ended = ended;
  }

  async start() {
    const newest = (await ask('GET', '/events/log?limit=1')).items[0]?.sequence ?? 0; // 1
    const told = kinds.filter(kind => kind !== 'transactionMetered').map(kind => `&kind=${kind}`).join('');
    const [log, stations, running, recent, idTags] = await Promise.all([ // 2
      ask('GET', `/events/log?limit=${mostFeed}${told}`), all('/stations'), all('/transactions?open=true'), ask('GET', `/transactions?open=false&limit=${recentAtFirst}`), all('/id-tags').catch(() => [])]);
    this.stations = new Map(stations.map(station => [station.identity, station]));
    this.running = new Map(running.map(transaction => [transaction.id, transaction]));
    this.recent = recent.items;
    this.moreRecent = recent.next;
    this.idTags = idTags.map(tag => tag.idTag);
    this.feed = log.items.filter(worthTelling);
    this.loaded = true;
    this.#changed();
    this.newest = newest;
    this.#follow(newest); // 3
    for (const transaction of running.slice(0, 50)) this.#readTransaction(transaction.id);
  }

  /** The transaction that runs at a connector, or null. */
  runningAt(station, connectorId) {
    for (const transaction of this.running.values()) {
      if (transaction.station === station && transaction.connectorId === connectorId) return transaction;
    }
    return null;
  }

  stop() {
    this.#stream?.close();
  }

  async earlier() {
    const page = await ask('GET', `/transactions?open=false&limit=50&after=${this.moreRecent}`);
    const known = new Set(this.recent.map(transaction => transaction.id));
    this.recent = [...this.recent, ...page.items.filter(transaction => !known.has(transaction.id))];
    this.moreRecent = page.next;
    this.#changed();
  }

  #follow(after) {
    const stream = new EventSource(`/api/v1/events?after=${after}`);
    this.#stream = stream;
    stream.onopen = () => this.#setLive(true);
    stream.onerror = async () => {
      this.#setLive(false);
      // The browser connects again by itself unless it was refused: then the session is over, or the CSMS is starting.
      const refused = stream.readyState === EventSource.CLOSED;
      try {
        await ask('GET', '/session');
      } catch (problem) {
        if (problem.status === 401) return this.#ended();
      }
      if (refused) setTimeout(() => this.#stream === stream && this.#follow(this.newest), 3000);
    };
    for (const kind of kinds) stream.addEventListener(kind, message => this.#take(JSON.parse(message.data)));
  }

  #setLive(live) {
    this.live = live;
    this.#changed();
  }

  #take(event) {
    this.newest = event.sequence;
    const { kind, change, station } = event;
    if (worthTelling(event) && !(event.sequence <= this.feed[0]?.sequence)) this.feed = [event, ...this.feed].slice(0, mostFeed);
    if (ownEvents.includes(kind)) this.#readStation(station);
    else if (kind === 'stationRemoved') this.stations.delete(station);
    else if (kind === 'connectorStatusChanged') this.#setStatus(station, change);
    else if (kind === 'idTagChanged') this.idTags = [...new Set([...this.idTags, change.idTag])].sort();
    else if (kind === 'idTagDeleted') this.idTags = this.idTags.filter(tag => tag !== change.idTag);
    else if (kind === 'transactionMetered') this.#meter(event);
    else if (kind.startsWith('transaction')) this.#readTransaction(change.transactionId);
    this.#changed();
  }

  #setStatus(identity, change) {
    const connectors = this.stations.get(identity)?.connectors;
    const connector = connectors?.find(one => one.connectorId === change.connectorId);
    if (connector) Object.assign(connector, { info: null }, change);
    else this.#readStation(identity);
  }

  #meter({ at, change }) {
    const transaction = this.running.get(change.transactionId);
    if (!transaction) return;
    transaction.energyWh = change.energyWh ?? transaction.energyWh;
    transaction.powerW = change.powerW ?? transaction.powerW;
    this.series.get(transaction.id)?.add(Date.parse(at), change.powerW, change.energyWh);
  }

  #readStation(identity) {
    this.#once(`station ${identity}`, async () => {
      try {
        this.stations.set(identity, await ask('GET', `/stations/${encodeURIComponent(identity)}`));
      } catch (problem) {
        if (problem.status === 404) this.stations.delete(identity);
      }
    });
  }

  #readTransaction(id) {
    this.#once(`transaction ${id}`, async () => {
      const transaction = await ask('GET', `/transactions/${id}`);
      const series = Series.of(transaction);
      delete transaction.meterValues;
      if (transaction.state === 'Running') {
        this.running.set(id, transaction);
        this.series.set(id, series);
        // One whose stop was withdrawn runs again.
        this.recent = this.recent.filter(one => one.id !== id);
        return;
      }
      this.running.delete(id);
      this.series.delete(id);
      const others = this.recent.filter(one => one.id !== id);
      this.recent = others.length < this.recent.length ? this.recent.map(one => one.id === id ? transaction : one) : [transaction, ...others];
    });
  }

  /** Reads once for a burst of events, and again if another came while it was read. */
  async #once(key, read) {
    if (this.#reading.has(key)) {
      this.#reading.set(key, true);
      return;
    }
    do {
      this.#reading.set(key, false);
      await read().catch(() => { });
    } while (this.#reading.get(key));
    this.#reading.delete(key);
    this.#changed();
  }
}
