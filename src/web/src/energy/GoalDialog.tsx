import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client';
import { Amount } from '../parts/Amount';
import { Ask } from '../parts/Ask';
import { InstantInput } from '../parts/InstantInput';
import { texts } from '../texts';
import { energy } from '../words/numbers';
import type { Share } from './plan';

const words = texts.energy;
const hours = 3_600_000;

/** Promises a session an energy until its car departs, or takes the promise back. */
export function GoalDialog({ share, close }: { share: Share; close: () => void }) {
  const client = useQueryClient();
  const params = { path: { id: share.transaction! } };
  const [kwh, setKwh] = useState<number | null>(share.goalWh == null ? null : share.goalWh / 1000);
  const [departsAt, setDepartsAt] = useState<string | null>(share.departsAt ?? new Date(Date.now() + 3 * hours).toISOString());
  const again = () => client.invalidateQueries({ queryKey: ['power'] });
  return (
    <Ask
      title={words.promiseAt(texts.station.at(share.station, share.connectorId))}
      doIt={words.promise}
      close={close}
      act={async () => {
        const body = { energyWh: kwh === null ? null : Math.round(kwh * 1000), departsAt };
        await read(api.PUT('/api/v1/transactions/{id}/charging-goal', { params, body }));
        await again();
      }}
    >
      <p>{words.promiseHint(energy(share.receivedWh))}</p>
      <Amount label={words.goalEnergy} value={kwh} change={setKwh} unit="kWh" decimals={3} most={1000} autoFocus />
      <InstantInput label={words.departs} value={departsAt} change={setDepartsAt} />
      {share.goalWh != null && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            onClick={async () => {
              await read(api.DELETE('/api/v1/transactions/{id}/charging-goal', { params }));
              await again();
              close();
            }}
          >
            {words.takeBack}
          </Button>
        </div>
      )}
    </Ask>
  );
}
