import { useQuery } from '@tanstack/react-query';
import { api, read, type Station } from '../api/client';
import { useFresh, useNetwork } from '../live/useNetwork';
import { Loaded } from '../parts/Loaded';
import { Badge } from '../parts/Status';
import { texts } from '../texts';
import { moment } from '../words/times';

/** What the station said of itself, what is known of its model, and what it reported of its security. */
export function About({ station }: { station: Station }) {
  const words = texts.station;
  const { identity } = station;
  const path = { params: { path: { identity } } };
  const sites = useNetwork((network) => network.sites);
  const quirks = useQuery({
    queryKey: ['quirks', identity],
    queryFn: () => read(api.GET('/api/v1/stations/{identity}/quirks', path)),
  });
  const events = useQuery({
    queryKey: ['security-events', identity],
    queryFn: () => read(api.GET('/api/v1/security-events', { params: { query: { station: identity, limit: 50 } } })),
  });
  useFresh(['security-events', identity], ({ kind, station: at }) => kind === 'securityEventReported' && at === identity);
  const facts: [string, string | null | undefined][] = [
    [words.facts.vendor, station.vendor],
    [words.facts.model, station.model],
    [words.facts.firmware, station.firmwareVersion],
    [words.facts.serial, station.serialNumber],
    [words.facts.box, station.chargeBoxSerialNumber],
    [words.facts.meter, [station.meterType, station.meterSerialNumber].filter(Boolean).join(' ')],
    [words.facts.iccid, station.iccid],
    [words.facts.site, sites.find((site) => site.id === station.site)?.name],
    [words.facts.profile, words.profiles[station.securityProfile]],
    [words.facts.registered, moment(station.registeredAt)],
    [words.facts.booted, station.lastBootAt && moment(station.lastBootAt)],
    [words.facts.heartbeat, `${station.heartbeatSeconds} s`],
  ];
  return (
    <div className="stack">
      <section className="panel" aria-label={words.tabs.about}>
        <dl className="facts">
          {facts.map(
            ([name, value]) =>
              value && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </section>
      <section className="panel" aria-labelledby="quirks-title">
        <h2 id="quirks-title">{words.quirks}</h2>
        <Loaded of={quirks} lines={1}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="quiet">{words.noQuirks}</p>
            ) : (
              <ul className="lines">
                {items.map((one) => (
                  <li key={one.quirk} className="row spread">
                    <span className="grow wrap">
                      <strong>{one.quirk}</strong> <span className="quiet">{one.value === 'true' ? '' : one.value}</span>
                    </span>
                    <span className="quiet small">{[one.how, one.source].filter(Boolean).join(' · ')}</span>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <section className="panel" aria-labelledby="security-title">
        <h2 id="security-title">{words.securityEvents}</h2>
        <Loaded of={events} lines={1}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="quiet">{words.noSecurityEvents}</p>
            ) : (
              <ul className="lines">
                {items.map((event) => (
                  <li key={event.id} className="row spread">
                    <span className="grow row wrap">
                      <Badge tone={event.critical ? 'red' : 'grey'}>{event.type}</Badge>
                      <span className="quiet wrap">{event.techInfo}</span>
                    </span>
                    <span className="quiet small num">{moment(event.happenedAt)}</span>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
    </div>
  );
}
