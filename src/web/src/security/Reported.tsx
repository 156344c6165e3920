import { SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { api, read } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Pages, usePages } from '../parts/Pages';
import { Badge } from '../parts/Status';
import { Empty } from '../parts/Trouble';
import { routes } from '../router';
import { texts } from '../texts';
import { moment } from '../words/times';
import { StationFilter } from './StationFilter';

/** What stations reported of their security, the newest first. */
export function Reported() {
  const words = texts.security;
  const search = routes.security.useSearch();
  const navigate = useNavigate({ from: '/security' });
  const [asked] = useDebouncedValue(search, 300);
  const pages = usePages(['security-events', 'all', asked.station, asked.gravity], (after) =>
    read(
      api.GET('/api/v1/security-events', {
        params: {
          query: {
            station: asked.station,
            critical: asked.gravity === undefined ? undefined : asked.gravity === 'critical',
            limit: 50,
            after: after === undefined ? undefined : Number(after),
          },
        },
      }),
    ),
  );
  useFresh(['security-events'], ({ kind }) => kind === 'securityEventReported');
  return (
    <div className="stack">
      <search className="row" style={{ alignItems: 'end' }}>
        <StationFilter />
        <SegmentedControl
          aria-label={words.gravity}
          value={search.gravity ?? 'all'}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...before, gravity: value === 'critical' || value === 'others' ? value : undefined }),
              replace: true,
            })
          }
          data={[
            { value: 'all', label: words.all },
            { value: 'critical', label: words.critical },
            { value: 'others', label: words.others },
          ]}
        />
      </search>
      <section className="panel flush" aria-label={words.tabs.events}>
        <Pages
          of={pages}
          empty={
            <Empty
              icon={<ShieldCheck size={30} strokeWidth={1.5} aria-hidden />}
              title={search.station || search.gravity ? words.noMatch : words.noEvents}
              hint={search.station || search.gravity ? words.noMatchHint : words.noEventsHint}
            />
          }
        >
          {(events) => (
            <div className="scroll">
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{words.station}</th>
                    <th scope="col">{words.type}</th>
                    <th scope="col">{words.said}</th>
                    <th scope="col">{words.when}</th>
                  </tr>
                </thead>
                <tbody>
                  {events.map((event) => (
                    <tr key={event.id} data-security-event={event.type}>
                      <th scope="row">
                        <Link to="/stations/$identity" params={{ identity: event.station }}>
                          {event.station}
                        </Link>
                      </th>
                      <td>
                        <Badge tone={event.critical ? 'red' : 'grey'}>{event.type}</Badge>
                      </td>
                      <td className="wrap">{event.techInfo}</td>
                      <td className="num">{moment(event.happenedAt)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Pages>
      </section>
    </div>
  );
}
