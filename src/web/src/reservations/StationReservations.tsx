import { Button } from '@mantine/core';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { Empty } from '../parts/Trouble';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { ReservationTable } from './ReservationTable';
import { ReserveDialog } from './ReserveDialog';

const words = texts.reservations;

/** The reservations of one station. */
export function StationReservations({ identity }: { identity: string }) {
  const { may } = useSession();
  const [making, setMaking] = useState(false);
  return (
    <section className="panel flush" aria-labelledby="reservations-title">
      <div className="head">
        <h2 id="reservations-title">{words.title}</h2>
        {may('support') && (
          <Button size="compact-sm" variant="default" onClick={() => setMaking(true)}>
            {words.reserve}
          </Button>
        )}
      </div>
      <ReservationTable
        station={identity}
        atStation
        empty={
          <Empty
            icon={<CalendarClock size={30} strokeWidth={1.5} aria-hidden />}
            title={words.emptyHere}
            hint={may('support') ? words.emptyHint : words.emptyViewer}
          />
        }
      />
      {making && <ReserveDialog station={identity} fixed close={() => setMaking(false)} />}
    </section>
  );
}
