import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { StateEvent } from '../live/events';
import { useFresh } from '../live/useNetwork';
import { Loaded } from '../parts/Loaded';
import { texts } from '../texts';
import { sentence } from '../words/states';
import { full, moment } from '../words/times';

const most = 300;

/** What has changed about the station, the newest first. */
export function Activity({ identity }: { identity: string }) {
  const key = ['events', identity] as const;
  const events = useQuery({
    queryKey: key,
    queryFn: () => read(api.GET('/api/v1/events/log', { params: { query: { station: identity, limit: most, kind: [] } } })),
  });
  useFresh(key, ({ kind, station }) => station === identity && kind !== 'transactionMetered' && kind !== 'stationNotified');
  return (
    <section className="panel" aria-label={texts.station.tabs.activity}>
      <Loaded of={events}>
        {({ items }) => {
          const told = (items as unknown as StateEvent[]).filter(
            ({ kind }) => kind !== 'transactionMetered' && kind !== 'stationNotified',
          );
          if (told.length === 0) return <p className="quiet">{texts.station.noActivity}</p>;
          return (
            <ol className="lines">
              {told.map((event) => (
                <li key={event.sequence} className="row spread" data-event={event.kind}>
                  <span className="grow wrap">{sentence(event)}</span>
                  <time className="quiet small num" dateTime={event.at} title={full(event.at)}>
                    {moment(event.at)}
                  </time>
                </li>
              ))}
            </ol>
          );
        }}
      </Loaded>
    </section>
  );
}
