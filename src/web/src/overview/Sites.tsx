import { Link } from '@tanstack/react-router';
import type { Schemas, Site, Station } from '../api/client';
import type { Network } from '../live/Network';
import { texts } from '../texts';
import { statuses, statusTone, statusWord } from '../words/states';
import { SitePower } from './SitePower';
import { useSitePower } from './useSitePower';

type Sum = { site: Site; stations: number; connected: number; watts: number; counts: [string, number][] };

/** Each site with its connectors counted by status and the power of its sessions. A connector that is offline counts as last told. */
export function sumSites(network: Pick<Network, 'sites' | 'stations' | 'running'>): Sum[] {
  const sums = new Map(
    network.sites.map((site) => [site.id, { site, stations: 0, connected: 0, watts: 0, counts: new Map<string, number>() }]),
  );
  for (const station of network.stations.values()) {
    const sum = sums.get(station.site);
    if (!sum) continue;
    sum.stations++;
    if (station.connected) sum.connected++;
    for (const { connectorId, status } of (station as Station).connectors)
      if (connectorId > 0) sum.counts.set(status, (sum.counts.get(status) ?? 0) + 1);
  }
  for (const { station, powerW } of network.running.values()) {
    const sum = sums.get(network.stations.get(station)?.site ?? 0);
    if (sum) sum.watts += powerW ?? 0;
  }
  const order = (status: string) => (statuses.indexOf(status) + 99) % 99;
  return [...sums.values()]
    .map((sum) => ({ ...sum, counts: [...sum.counts].sort(([one], [other]) => order(one) - order(other)) }))
    .sort((one, other) => other.stations - one.stations);
}

export function Sites({ network }: { network: Network }) {
  const sums = sumSites(network);
  const flows = useSitePower();
  if (sums.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="sites-title">
      <h2 id="sites-title">{texts.overview.sites}</h2>
      <ul className="lines">
        {sums.map((sum) => (
          <SiteLine key={sum.site.id} sum={sum} flow={flows?.get(sum.site.id)} />
        ))}
      </ul>
    </section>
  );
}

type LineProps = { sum: Sum; flow: Schemas['SitePowerView'] | undefined };

function SiteLine({ sum: { site, stations, connected, watts, counts }, flow }: LineProps) {
  const all = counts.reduce((total, [, count]) => total + count, 0);
  return (
    <li className="stack tight" data-site={site.id}>
      <div className="row spread">
        <h3>
          <Link to="/stations" search={{ site: site.id }} className="plain">
            {site.name}
          </Link>
        </h3>
        <span className="quiet small num">{texts.overview.siteStations(connected, stations)}</span>
      </div>
      {(stations > 0 || flow?.limitW != null) && <SitePower site={site.id} watts={watts} flow={flow} />}
      {all > 0 && (
        <div className="bar" aria-hidden>
          {counts.map(([status, count]) => (
            <span key={status} data-tone={statusTone(status)} style={{ flexGrow: count }} />
          ))}
        </div>
      )}
      <ul className="row small legend">
        {counts.map(([status, count]) => (
          <li key={status}>
            <Link to="/stations" search={{ site: site.id, status }} className="plain row tight">
              <span className="dot" data-tone={statusTone(status)} aria-hidden />
              <span className="num">
                {count} {statusWord(status)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </li>
  );
}
