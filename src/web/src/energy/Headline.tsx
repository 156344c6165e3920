import { Button } from '@mantine/core';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { ApiProblem, Transaction } from '../api/client';
import { useWholeNetwork } from '../live/useNetwork';
import { Amount } from '../parts/Amount';
import { useToast } from '../parts/Toasts';
import { texts } from '../texts';
import { power, quantity } from '../words/numbers';
import { kilowattsOf, type Plan, type PlanNode, type PlanSchedule, usualVoltage, type WorstCase, withNode } from './plan';
import type { Parts } from './SitePower';

const words = texts.energy;

/** What says the limit of the site now: the schedule that holds, else the site itself. */
export function holdingOf(
  plan: Plan,
  worst: WorstCase | undefined,
): { schedule: PlanSchedule | null; limit: PlanNode | PlanSchedule } {
  const node = plan.nodes![0]!;
  const schedule = node.schedules?.find(({ name }) => name === worst?.nodes[0]?.schedule) ?? null;
  return { schedule, limit: schedule ?? node };
}

/** What a site may draw now, in W: the smaller of what its amperes and its kilowatts allow. */
export function limitWatts(plan: Plan, worst: WorstCase): number | null {
  const { amperes, kilowatts } = holdingOf(plan, worst).limit;
  const allowed = [amperes == null ? null : kilowattsOf(amperes, plan.voltage), kilowatts].filter((one) => one != null);
  return allowed.length === 0 ? null : Math.min(...allowed) * 1000;
}

/** What the building draws, in W, as far as it counts. */
export const buildingWatts = (plan: Plan, { building }: WorstCase) =>
  building ? (building.l1 + building.l2 + building.l3) * (plan.voltage ?? usualVoltage) : 0;

/** What flows into cars at a site, in W. */
export function chargingWatts(running: Iterable<Transaction>, isHere: (station: string) => boolean): number {
  let watts = 0;
  for (const { station, powerW } of running) if (isHere(station)) watts += powerW ?? 0;
  return watts;
}

/** Power now against the limit, whether the worst is within it, and the limit to be set. */
export function Headline({ site, plan, live, change }: Parts) {
  const network = useWholeNetwork();
  const cars = chargingWatts(network.running.values(), (station) => network.stations.get(station)?.site === site.id);
  const building = live ? buildingWatts(plan, live.worst) : 0;
  const holding = holdingOf(plan, live?.worst);
  const limit = live ? limitWatts(plan, live.worst) : null;
  const top = Math.max(limit ?? 0, cars + building, 1);
  const share = (watts: number) => `${(watts / top) * 100}%`;
  return (
    <section className="panel headline" aria-labelledby="headline-title">
      <div className="stack tight">
        <h2 id="headline-title">{words.now}</h2>
        <p className="figure" data-watts={Math.round(cars + building)}>
          {power(cars + building)} <small>{limit === null ? '' : words.ofLimit(power(limit))}</small>
        </p>
        <div className="meter" role="img" aria-label={words.meter(power(cars), power(building), power(limit))}>
          <span data-kind="building" style={{ width: share(building) }} />
          <span data-kind="told" style={{ width: share(cars) }} />
        </div>
        <p className="row small quiet num">
          <span className="key" data-kind="told">
            {words.cars(power(cars))}
          </span>
          {plan.building && live && (
            <span className="key" data-kind="building">
              {live.worst.buildingIsFresh ? words.building(power(building)) : words.buildingAssumed(power(building))}
            </span>
          )}
        </p>
        {live && (
          <p className="row tight small" data-holds={live.worst.holds}>
            {live.worst.holds ? (
              <CircleCheck size={16} className="good" aria-hidden />
            ) : (
              <TriangleAlert size={16} className="bad" aria-hidden />
            )}
            <span className={live.worst.holds ? 'grow' : 'grow bad'}>{live.worst.holds ? words.holds : words.holdsNot}</span>
          </p>
        )}
      </div>
      {change && (
        <QuickLimit
          key={`${holding.schedule?.name} ${holding.limit.amperes}`}
          plan={plan}
          live={live}
          site={site}
          change={change}
        />
      )}
    </section>
  );
}

/** Asks for the limit that holds now: the site's, or that of the schedule whose time it is. */
function QuickLimit({ plan, live, change }: Parts & { change: (plan: Plan) => Promise<void> }) {
  const node = plan.nodes![0]!;
  const { schedule, limit: holding } = holdingOf(plan, live?.worst);
  const [amperes, setAmperes] = useState<number | null>(holding.amperes ?? null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const toast = useToast();
  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    const changed = schedule
      ? { ...node, schedules: node.schedules!.map((one) => (one === schedule ? { ...one, amperes } : one)) }
      : { ...node, amperes };
    try {
      await change(withNode(plan, node.name ?? '', changed));
      toast(words.siteLimit, { tone: 'good', words: words.limitSet });
    } catch (failure) {
      setProblem((failure as ApiProblem).message);
    } finally {
      setBusy(false);
    }
  }
  return (
    <form className="stack tight quick-limit" onSubmit={submit} noValidate>
      <div className="row">
        <Amount
          label={schedule ? words.limitOf(schedule.name ?? '') : words.siteLimit}
          name="limit"
          value={amperes}
          change={setAmperes}
          unit="A"
          decimals={1}
          most={10_000}
        />
        <Button type="submit" loading={busy}>
          {words.setLimit}
        </Button>
      </div>
      <p className="quiet small num">
        {amperes === null ? words.noAmperes : words.thatIs(quantity(Math.round(kilowattsOf(amperes, plan.voltage) * 10) / 10))}{' '}
        {schedule ? words.scheduleHolds(schedule.name ?? '') : words.followHint}
      </p>
      {problem && (
        <p role="alert" className="bad small">
          {problem}
        </p>
      )}
    </form>
  );
}
