import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Amount } from '../parts/Amount';
import { Ask } from '../parts/Ask';
import { texts } from '../texts';
import type { Plan } from './plan';

const words = texts.energy;
const usual = { maxAgeSeconds: 60, assumedAmperes: null as number | null, reserveAmperes: 0 as number | null };

/** Asks whether the building beside the stations is measured, and what counts while it is not. */
export function BuildingDialog({
  plan,
  close,
  change,
}: {
  plan: Plan;
  close: () => void;
  change: (plan: Plan) => Promise<void>;
}) {
  const [measured, setMeasured] = useState(true);
  const [building, setBuilding] = useState(plan.building ?? usual);
  const put = (part: Partial<typeof usual>) => setBuilding((was) => ({ ...was, ...part }));
  return (
    <Ask
      title={words.buildingTitle}
      doIt={words.save}
      close={close}
      act={() => change({ ...plan, building: measured ? building : null })}
    >
      <p className="small">{words.buildingHint}</p>
      <Checkbox label={words.isMeasured} checked={measured} onChange={(e) => setMeasured(e.currentTarget.checked)} />
      {measured && (
        <>
          <Amount
            label={words.assumed}
            description={words.assumedHint}
            value={building.assumedAmperes}
            change={(value) => put({ assumedAmperes: value })}
            unit="A"
            decimals={1}
            autoFocus
          />
          <Amount
            label={words.maxAge}
            value={building.maxAgeSeconds}
            change={(value) => put({ maxAgeSeconds: value ?? undefined })}
            unit="s"
            decimals={0}
          />
          <Amount
            label={words.reserve}
            description={words.reserveHint}
            value={building.reserveAmperes ?? 0}
            change={(value) => put({ reserveAmperes: value })}
            unit="A"
            decimals={1}
          />
        </>
      )}
    </Ask>
  );
}
