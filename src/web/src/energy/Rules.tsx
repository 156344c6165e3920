import { Button } from '@mantine/core';
import { useState } from 'react';
import { useGroups } from '../drivers/access';
import { Ask } from '../parts/Ask';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { quantity } from '../words/numbers';
import { BuildingDialog } from './BuildingDialog';
import type { Plan, Policy } from './plan';
import { RulesDialog } from './RulesDialog';
import type { Parts } from './SitePower';
import { useRemovePlan } from './usePower';

const words = texts.energy;

/** Who comes first, what the building draws, how long a turn and a lease last; and an end to it all. */
export function Rules({ site, plan, change }: Parts) {
  const [asking, setAsking] = useState<'rules' | 'building' | 'end' | null>(null);
  const close = () => setAsking(null);
  // Groups are of the whole installation.
  const groups = useGroups(useSession().sites == null);
  const remove = useRemovePlan(site.id);
  const policy = (plan.policy ?? 'FairShare') as Policy;
  const nameOf = (priority: NonNullable<Plan['priorities']>[number]) =>
    priority.group != null
      ? (groups.data?.find((one) => one.id === priority.group)?.name ?? words.groupNumber(priority.group))
      : words.driverNumber(priority.driver ?? 0);
  const priorities = [...(plan.priorities ?? [])].sort((one, other) => (other.priority ?? 0) - (one.priority ?? 0));
  return (
    <section className="panel stack" aria-labelledby="rules-title">
      <div className="head">
        <h2 id="rules-title">{words.rules}</h2>
        {change && (
          <Button size="compact-xs" variant="default" onClick={() => setAsking('rules')} aria-label={words.changeRules}>
            {words.change}
          </Button>
        )}
      </div>
      <div data-policy={policy}>
        <strong>{words.policies[policy]}</strong>
        <p className="quiet small">{words.policyHints[policy]}</p>
      </div>
      {priorities.length > 0 && (
        <ol className="lines small">
          {priorities.map((one) => (
            <li key={`${one.group} ${one.driver}`} className="row spread">
              <span>{nameOf(one)}</span>
              <span className="num">{words.priorityOf(one.priority ?? 0)}</span>
            </li>
          ))}
        </ol>
      )}
      {priorities.length > 0 && policy !== 'Priority' && <p className="quiet small">{words.prioritiesRest}</p>}
      <dl className="facts small">
        <Fact name={words.turn} value={words.minutes(plan.turnMinutes ?? 15)} />
        <Fact name={words.lease} value={words.minutes(plan.leaseMinutes ?? 5)} />
        <Fact name={words.voltage} value={`${quantity(plan.voltage ?? 230)} V`} />
      </dl>
      <div className="head">
        <h3>{words.buildingTitle}</h3>
        {change && (
          <Button size="compact-xs" variant="default" onClick={() => setAsking('building')} aria-label={words.changeBuilding}>
            {plan.building ? words.change : words.add}
          </Button>
        )}
      </div>
      <p className="quiet small">
        {plan.building
          ? words.buildingSaid(
              quantity(plan.building.assumedAmperes ?? 0),
              plan.building.maxAgeSeconds ?? 0,
              quantity(plan.building.reserveAmperes ?? 0),
            )
          : words.buildingNone}
      </p>
      {change && (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setAsking('end')}>
            {words.end}
          </Button>
        </div>
      )}
      {change && asking === 'rules' && (
        <RulesDialog plan={plan} groups={groups.data ?? []} nameOf={nameOf} close={close} change={change} />
      )}
      {change && asking === 'building' && <BuildingDialog plan={plan} close={close} change={change} />}
      {asking === 'end' && (
        <Ask title={words.endTitle(site.name)} doIt={words.endDo} grave close={close} act={remove}>
          <p>{words.endHint}</p>
        </Ask>
      )}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}
