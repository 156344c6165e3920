import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read, type Station } from '../api/client';
import { useFresh } from '../live/useNetwork';
import { Loaded } from '../parts/Loaded';
import { Badge } from '../parts/Status';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { moment } from '../words/times';
import { useGive } from './give/useGive';
import { Profiles } from './Profiles';
import { ScheduleChart } from './ScheduleChart';
import { stepsOf, stepsTold } from './schedule';

const words = texts.limits;
const day = 86_400;

/** What limits the station's connectors: the profiles it holds, what follows from them, and what it says itself. */
export function Limits({ station: { identity, connectors } }: { station: Station }) {
  const numbers = connectors.map((one) => one.connectorId).filter((id) => id > 0);
  const [connectorId, setConnector] = useState(numbers[0] ?? 1);
  const { may } = useSession();
  const give = useGive();
  const path = { identity };
  const key = ['limits', identity] as const;
  const computed = useQuery({
    queryKey: [...key, 'computed', connectorId],
    queryFn: () =>
      read(
        api.GET('/api/v1/stations/{identity}/connectors/{connectorId}/composite-schedule', {
          params: { path: { identity, connectorId }, query: { seconds: day } },
        }),
      ),
  });
  const told = useQuery({
    queryKey: [...key, 'told'],
    queryFn: () => read(api.GET('/api/v1/stations/{identity}/composite-schedules', { params: { path, query: { limit: 50 } } })),
  });
  useFresh(
    key,
    ({ kind, station, change }) =>
      station === identity &&
      (kind.startsWith('chargingProfile') ||
        kind === 'compositeScheduleDiffers' ||
        (kind === 'commandChanged' && change.action === 'GetCompositeSchedule')),
  );
  const latest = told.data?.items.find((one) => one.connectorId === connectorId);
  return (
    <div className="stack">
      <section className="panel stack" aria-labelledby="schedule-title">
        <div className="head">
          <h2 id="schedule-title">{words.schedule}</h2>
          <span className="row">
            {numbers.length > 1 && (
              <SegmentedControl
                aria-label={texts.stations.status}
                value={String(connectorId)}
                onChange={(value) => setConnector(Number(value))}
                data={numbers.map((id) => ({ value: String(id), label: texts.station.connector(id) }))}
              />
            )}
            {may('operator') && (
              <Button
                variant="default"
                onClick={() => void give(identity, 'GetCompositeSchedule', { connectorId, duration: day, chargingRateUnit: 'A' })}
              >
                {words.ask}
              </Button>
            )}
          </span>
        </div>
        <Loaded of={computed} lines={5}>
          {({ start, periods, unit }) => (
            <ScheduleChart
              from={start}
              seconds={day}
              unit={unit}
              computed={stepsOf(start, periods)}
              told={stepsTold(latest?.told)}
            />
          )}
        </Loaded>
        {latest && (
          <p className="row">
            <Badge tone={latest.differs ? 'amber' : 'green'}>{latest.differs ? words.differs : words.agrees}</Badge>
            <span className="quiet small">{words.toldAt(moment(latest.answeredAt))}</span>
            {latest.difference && <span className="wrap">{latest.difference}</span>}
          </p>
        )}
      </section>
      <Profiles identity={identity} />
    </div>
  );
}
