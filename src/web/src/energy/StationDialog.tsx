import { Select } from '@mantine/core';
import { useState } from 'react';
import { Amount } from '../parts/Amount';
import { Ask } from '../parts/Ask';
import { texts } from '../texts';
import { type Plan, type PlanStation, withStation } from './plan';

const words = texts.energy;
const wirings = ['3', 'L1', 'L2', 'L3', '1'];

type Props = { plan: Plan; said: PlanStation; close: () => void; change: (plan: Plan) => Promise<void> };

/** Asks where a station hangs, what it can draw, and what it may draw by itself. */
export function StationDialog({ plan, said, close, change }: Props) {
  const site = plan.nodes?.[0]?.name ?? '';
  const [station, setStation] = useState(said);
  const put = (part: Partial<PlanStation>) => setStation((was) => ({ ...was, ...part }));
  const phases = station.phases ?? '3';
  return (
    <Ask
      title={words.changeNode(said.station ?? '')}
      doIt={words.save}
      close={close}
      act={() => change(withStation(plan, station))}
    >
      <Select
        label={words.hangsOn}
        data={(plan.nodes ?? []).map((node) => node.name ?? '')}
        value={station.node ?? site}
        onChange={(node) => put({ node })}
        allowDeselect={false}
      />
      <Select
        label={words.phases}
        data={[...new Set([...wirings, phases])].map((value) => ({ value, label: words.wirings[value] ?? value }))}
        value={phases}
        onChange={(value) => put({ phases: value })}
        allowDeselect={false}
      />
      <div className="row two">
        <Amount
          label={words.most}
          description={words.mostHint}
          value={station.maxAmperes ?? 32}
          change={(value) => put({ maxAmperes: value })}
          unit="A"
          decimals={1}
        />
        <Amount
          label={words.fallback}
          description={words.fallbackHint}
          value={station.fallbackAmperes ?? plan.fallbackAmperes ?? 0}
          change={(value) => put({ fallbackAmperes: value })}
          unit="A"
          decimals={1}
        />
      </div>
      <Amount
        label={words.whole}
        description={words.wholeHint}
        value={station.stationAmperes ?? null}
        change={(value) => put({ stationAmperes: value })}
        unit="A"
        decimals={1}
      />
    </Ask>
  );
}
