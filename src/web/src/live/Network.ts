import { all, api, type Connector, read, type Site, type Station, type Transaction } from '../api/client';
import { kinds, type StateEvent, Stream } from './events';
import { Series } from './series';

const mostFeed = 80;
const mostCurves = 50;
const own = new Set([
  'stationRegistered',
  'stationChanged',
  'stationConnected',
  'stationDisconnected',
  'stationTakenOver',
  'stationBooted',
  'stationPasswordChanged',
  'availabilityChanged',
]);

// Too much for the list of what has happened: meter values are seen in the sessions, keys in the configuration; of a command, what became of it.
const unheard = new Set(['transactionMetered', 'stationNotified', 'configurationRead']);
const worthTelling = ({ kind, change }: StateEvent) =>
  !unheard.has(kind) &&
  !(kind === 'commandChanged' && (['Queued', 'Sent'].includes(change.state ?? '') || isHeld(change))) &&
  !(kind.startsWith('chargingProfile') && isShare(change.chargingProfileId));

// Where a site's power is shared its stations are told their shares all the time; that is seen at the screen of energy.
const isShare = (profile: number | undefined) => profile !== undefined && profile >= 913_000 && profile < 916_000;
const isHeld = ({ action, state }: StateEvent['change']) => action === 'SetChargingProfile' && state === 'Answered';

/**
 * What is known of the stations and of what runs at them, kept true by the stream of events.
 *   1 note the newest event → 2 read lists → 3 follow the stream from the noted event on: nothing is missed in between
 * A map or list that changes is replaced by a new one, so that who shows it sees that it changed.
 */
export class Network {
  stations: ReadonlyMap<string, Station> = new Map();
  sites: readonly Site[] = [];
  running: ReadonlyMap<number, Transaction> = new Map();
  series: ReadonlyMap<number, Series> = new Map();
  feed: readonly StateEvent[] = [];
  live = false;
  loaded = false;
  /** Counts every change. */
  version = 0;

  #watchers = new Set<() => void>();
  #listeners = new Set<(event: StateEvent) => void>();
  #reading = new Map<string, boolean>();
  #stream: Stream | null = null;
  #stopped = false;

  async start(): Promise<void> {
    const newest =
      (await read(api.GET('/api/v1/events/log', { params: { query: { limit: 1, kind: [] } } }))).items[0]?.sequence ?? 0; // 1
    const told = kinds.filter((kind) => !unheard.has(kind));
    const [feed, sites, running] = await Promise.all([
      // 2
      read(api.GET('/api/v1/events/log', { params: { query: { limit: mostFeed, kind: told } } })),
      this.#readSites(),
      all((after) => read(api.GET('/api/v1/transactions', { params: { query: { open: true, limit: 500, after } } }))),
      this.#readStations(),
    ]);
    if (this.#stopped) return;
    this.sites = sites;
    this.running = new Map(running.map((transaction) => [transaction.id, transaction]));
    this.feed = (feed.items as unknown as StateEvent[]).filter(worthTelling);
    this.loaded = true;
    this.#changed();
    this.#stream = new Stream(newest, {
      // 3
      live: (live) => {
        this.live = live;
        this.#changed();
      },
      event: (event) => this.take(event),
      // Whether the session is over is seen by asking.
      lost: () => void read(api.GET('/api/v1/session')).catch(() => {}),
    });
    for (const transaction of running.slice(0, mostCurves)) this.#readTransaction(transaction.id);
  }

  stop(): void {
    this.#stopped = true;
    this.#stream?.close();
  }

  /** Calls back after every change. @returns takes it back */
  watch = (callback: () => void): (() => void) => {
    this.#watchers.add(callback);
    return () => this.#watchers.delete(callback);
  };

  /** Calls back with every event. @returns takes it back */
  listen(callback: (event: StateEvent) => void): () => void {
    this.#listeners.add(callback);
    return () => this.#listeners.delete(callback);
  }

  runningAt(station: string, connectorId: number): Transaction | null {
    for (const transaction of this.running.values()) {
      if (transaction.station === station && transaction.connectorId === connectorId) return transaction;
    }
    return null;
  }

  take(event: StateEvent): void {
    const { kind, change, station } = event;
    if (worthTelling(event) && !(event.sequence <= (this.feed[0]?.sequence ?? -1)))
      this.feed = [event, ...this.feed].slice(0, mostFeed);
    if (kind === 'stationRemoved') this.stations = without(this.stations, station!);
    else if (own.has(kind)) this.#readStation(station!);
    else if (kind === 'connectorStatusChanged') this.#setStatus(station!, change as Partial<Connector>);
    else if (kind === 'siteChanged' || kind === 'siteRemoved') this.#readSitesAgain();
    else if (kind === 'transactionMetered') this.#meter(event);
    else if (kind.startsWith('transaction')) this.#readTransaction(change.transactionId!);
    for (const listener of this.#listeners) listener(event);
    this.#changed();
  }

  #changed(): void {
    this.version++;
    for (const watcher of this.#watchers) watcher();
  }

  #setStatus(identity: string, change: Partial<Connector>): void {
    const station = this.stations.get(identity);
    const at = station?.connectors.findIndex((one) => one.connectorId === change.connectorId) ?? -1;
    if (!station || at < 0) {
      this.#readStation(identity);
      return;
    }
    const connectors = station.connectors.with(at, { ...station.connectors[at]!, info: null, ...change, live: true });
    this.stations = new Map(this.stations).set(identity, { ...station, connectors });
  }

  #meter({ at, change }: StateEvent): void {
    const transaction = this.running.get(change.transactionId!);
    if (!transaction) return;
    const energyWh = change.energyWh ?? transaction.energyWh;
    this.running = new Map(this.running).set(transaction.id, {
      ...transaction,
      energyWh,
      powerW: change.powerW ?? transaction.powerW,
    });
    const series = this.series.get(transaction.id);
    series?.add(Date.parse(at), change.powerW, change.energyWh);
  }

  async #readStations(): Promise<void> {
    await all(
      (after) => read(api.GET('/api/v1/stations', { params: { query: { limit: 500, after } } })),
      (items) => {
        const stations = new Map(this.stations);
        for (const station of items) stations.set(station.identity, station);
        this.stations = stations;
        this.#changed();
      },
    );
  }

  #readSites = (): Promise<Site[]> =>
    all((after) =>
      read(
        api.GET('/api/v1/sites', { params: { query: { limit: 500, after: after === undefined ? undefined : Number(after) } } }),
      ),
    );

  #readSitesAgain(): void {
    this.#once('sites', async () => {
      this.sites = await this.#readSites();
    });
  }

  #readStation(identity: string): void {
    this.#once(`station ${identity}`, async () => {
      try {
        const station = await read(api.GET('/api/v1/stations/{identity}', { params: { path: { identity } } }));
        this.stations = new Map(this.stations).set(identity, station);
      } catch (problem) {
        if ((problem as { status?: number }).status === 404) this.stations = without(this.stations, identity);
      }
    });
  }

  #readTransaction(id: number): void {
    this.#once(`transaction ${id}`, async () => {
      const { meterValues, ...transaction } = await read(api.GET('/api/v1/transactions/{id}', { params: { path: { id } } }));
      if (transaction.state !== 'Running') {
        this.running = without(this.running, id);
        this.series = without(this.series, id);
        return;
      }
      this.running = new Map(this.running).set(id, transaction);
      this.series = new Map(this.series).set(id, Series.of(meterValues ?? [], transaction.meterStart));
    });
  }

  /** Reads once for a burst of events, and again if another came while it was read. */
  async #once(key: string, readIt: () => Promise<void>): Promise<void> {
    if (this.#reading.has(key)) {
      this.#reading.set(key, true);
      return;
    }
    do {
      this.#reading.set(key, false);
      await readIt().catch(() => {});
    } while (this.#reading.get(key) && !this.#stopped);
    this.#reading.delete(key);
    this.#changed();
  }
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}
