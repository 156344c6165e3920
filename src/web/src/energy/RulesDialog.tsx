import { Button, Radio, Select } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { Amount } from '../parts/Amount';
import { Ask } from '../parts/Ask';
import { texts } from '../texts';
import { type Plan, type Policy, policies } from './plan';

const words = texts.energy;
const first = 10;

type Priority = NonNullable<Plan['priorities']>[number];
type Props = {
  plan: Plan;
  groups: readonly Schemas['GroupView'][];
  nameOf: (priority: Priority) => string;
  close: () => void;
  change: (plan: Plan) => Promise<void>;
};

/** Asks by which rule the power is shared, who comes first, and how long turns and leases last. */
export function RulesDialog({ plan, groups, nameOf, close, change }: Props) {
  const [policy, setPolicy] = useState((plan.policy ?? 'FairShare') as Policy);
  const [priorities, setPriorities] = useState<Priority[]>(plan.priorities ?? []);
  const [turn, setTurn] = useState<number | null>(plan.turnMinutes ?? 15);
  const [lease, setLease] = useState<number | null>(plan.leaseMinutes ?? 5);
  const left = groups.filter((group) => !priorities.some((one) => one.group === group.id));
  return (
    <Ask
      title={words.rules}
      doIt={words.save}
      close={close}
      act={() => change({ ...plan, policy, priorities, turnMinutes: turn, leaseMinutes: lease })}
    >
      <Radio.Group label={words.policy} value={policy} onChange={(value) => setPolicy(value as Policy)}>
        <div className="stack tight" style={{ paddingTop: '.3rem' }}>
          {policies.map((one) => (
            <Radio key={one} value={one} label={words.policies[one]} description={words.policyHints[one]} />
          ))}
        </div>
      </Radio.Group>
      {policy === 'Priority' && (
        <div className="stack tight">
          {priorities.map((one, at) => (
            <div key={`${one.group} ${one.driver}`} className="row spread">
              <Amount
                label={nameOf(one)}
                value={one.priority}
                change={(priority) => setPriorities(priorities.map((was, place) => (place === at ? { ...was, priority } : was)))}
                decimals={0}
                most={100}
              />
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => setPriorities(priorities.filter((was) => was !== one))}
                aria-label={words.removeNode(nameOf(one))}
              >
                {words.remove}
              </Button>
            </div>
          ))}
          {left.length > 0 && (
            <Select
              label={words.addPriority}
              placeholder={words.chooseGroup}
              data={left.map(({ id, name }) => ({ value: String(id), label: name }))}
              value={null}
              onChange={(value) =>
                value && setPriorities([...priorities, { group: Number(value), driver: null, priority: first }])
              }
            />
          )}
        </div>
      )}
      <div className="row two">
        <Amount
          label={words.turn}
          description={words.turnHint}
          value={turn}
          change={setTurn}
          unit="min"
          decimals={0}
          most={240}
        />
        <Amount
          label={words.lease}
          description={words.leaseHint}
          value={lease}
          change={setLease}
          unit="min"
          decimals={0}
          most={60}
        />
      </div>
    </Ask>
  );
}
