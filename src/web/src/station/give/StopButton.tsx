import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Transaction } from '../../api/client';
import { Ask } from '../../parts/Ask';
import { texts } from '../../texts';
import { energy } from '../../words/numbers';
import { useGive } from './useGive';

/** Stops a running session, once it was confirmed. */
export function StopButton({ session, full }: { session: Transaction; full?: boolean }) {
  const give = useGive();
  const [asking, setAsking] = useState(false);
  const at = texts.station.at(session.station, session.connectorId);
  return (
    <>
      <Button
        size={full ? 'sm' : 'compact-sm'}
        variant="default"
        onClick={() => setAsking(true)}
        aria-label={texts.station.stopAt(at)}
        data-action="RemoteStopTransaction"
      >
        {texts.station.stop}
      </Button>
      {asking && (
        <Ask
          title={texts.give.stop.title(at)}
          doIt={texts.station.stop}
          grave
          close={() => setAsking(false)}
          act={() => void give(session.station, 'RemoteStopTransaction', { transactionId: session.id })}
        >
          <p>{texts.give.stop.hint(energy(session.energyWh), session.idTag)}</p>
        </Ask>
      )}
    </>
  );
}
