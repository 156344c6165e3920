import { Autocomplete, Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { CalendarClock, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useNetwork } from '../live/useNetwork';
import { Empty } from '../parts/Trouble';
import { useTitle } from '../parts/useTitle';
import { type ReservationsSearch, routes } from '../router';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { ReservationTable } from './ReservationTable';
import { ReserveDialog } from './ReserveDialog';
import { reservationStates } from './states';

const words = texts.reservations;

/** Every reservation, the newest first; the address says which are asked for. */
export function Reservations() {
  useTitle(words.title);
  const search: ReservationsSearch = routes.reservations.useSearch();
  const navigate = useNavigate({ from: '/reservations' });
  const change = (part: Partial<ReservationsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const stations = useNetwork((network) => network.stations);
  const names = useMemo(() => [...stations.keys()], [stations]);
  const { may } = useSession();
  const [making, setMaking] = useState(false);
  const [asked] = useDebouncedValue(search, 300);
  const filtered = Boolean(search.station || search.state);
  return (
    <>
      <div className="title">
        <h1>{words.title}</h1>
        {may('support') && <Button onClick={() => setMaking(true)}>{words.reserve}</Button>}
      </div>
      <div className="stack">
        <search className="row" style={{ alignItems: 'end' }}>
          <Autocomplete
            label={words.station}
            data={names}
            limit={30}
            value={search.station ?? ''}
            onChange={(value) => change({ station: value || undefined })}
            spellCheck={false}
          />
          <Select
            label={words.state}
            data={reservationStates.map((state) => ({ value: state, label: words.states[state] ?? state }))}
            value={search.state ?? null}
            placeholder={words.any}
            onChange={(value) => change({ state: value ?? undefined })}
            clearable
            clearButtonProps={{ 'aria-label': texts.stations.clear }}
          />
        </search>
        <section className="panel flush" aria-label={words.title}>
          <ReservationTable
            station={asked.station}
            state={asked.state}
            empty={
              filtered ? (
                <Empty icon={<Search size={30} strokeWidth={1.5} aria-hidden />} title={words.noMatch} hint={words.noMatchHint}>
                  <Button variant="default" onClick={() => change({ station: undefined, state: undefined })}>
                    {texts.stations.clear}
                  </Button>
                </Empty>
              ) : (
                <Empty
                  icon={<CalendarClock size={30} strokeWidth={1.5} aria-hidden />}
                  title={words.empty}
                  hint={may('support') ? words.emptyHint : words.emptyViewer}
                >
                  {may('support') && <Button onClick={() => setMaking(true)}>{words.reserve}</Button>}
                </Empty>
              )
            }
          />
        </section>
      </div>
      {making && <ReserveDialog station={search.station} close={() => setMaking(false)} />}
    </>
  );
}
