import type { Schemas } from '../api/client';
import type { Window } from '../parts/week';

export type Plan = Schemas['PlanBody'];
export type PlanNode = Schemas['PlanNodeBody'];
export type PlanSchedule = Schemas['PlanScheduleBody'];
export type PlanStation = Schemas['PlanStationBody'];
export type Share = Schemas['ConnectorPowerView'];
export type WorstCase = Schemas['WorstCaseView'];

export const policies = ['FairShare', 'Priority', 'FirstCome'] as const;
export type Policy = (typeof policies)[number];

export const usualVoltage = 230;
const phases = 3;

/** What a current on each of three phases comes to, in kW. */
export const kilowattsOf = (amperes: number, voltage: number | null | undefined = usualVoltage) =>
  (amperes * phases * (voltage ?? usualVoltage)) / 1000;

/** The smallest plan: a limit for the whole site. */
export const limitOnly = (name: string, amperes: number | null, kilowatts: number | null = null): Plan => ({
  nodes: [{ name: name.slice(0, 80), amperes, kilowatts }],
});

const nodesOf = (plan: Plan) => plan.nodes ?? [];

/** The nodes that hang on one; on none: the site itself. */
export const childrenOf = (plan: Plan, parent: string | null): PlanNode[] =>
  nodesOf(plan).filter((node, at) => (parent === null ? at === 0 : at > 0 && node.parent === parent));

/** A node and all that it hangs on, up to the site. */
export function wayUp(plan: Plan, name: string): string[] {
  const way: string[] = [];
  for (let node = nodesOf(plan).find((one) => one.name === name); node; ) {
    const { parent } = node;
    way.push(node.name ?? '');
    node = way.includes(parent ?? '') ? undefined : nodesOf(plan).find((one) => one.name === parent);
  }
  return way;
}

/** The plan with a node changed; those that hang on it, and the stations, follow its name. */
export function withNode(plan: Plan, name: string, changed: PlanNode): Plan {
  const renamed = (was: string | null | undefined) => (was === name ? changed.name : was);
  return {
    ...plan,
    nodes: nodesOf(plan).map((node) => (node.name === name ? changed : { ...node, parent: renamed(node.parent) })),
    stations: plan.stations?.map((station) => ({ ...station, node: renamed(station.node) })),
  };
}

export const withNewNode = (plan: Plan, node: PlanNode): Plan => ({ ...plan, nodes: [...nodesOf(plan), node] });

/** The plan without a node: what hangs on it hangs on its parent from then on. */
export function withoutNode(plan: Plan, name: string): Plan {
  const up = nodesOf(plan).find((node) => node.name === name)?.parent ?? null;
  const site = nodesOf(plan)[0]?.name ?? null;
  return {
    ...plan,
    nodes: nodesOf(plan)
      .filter((node) => node.name !== name)
      .map((node) => (node.parent === name ? { ...node, parent: up } : node)),
    stations: plan.stations?.map((station) => (station.node === name ? { ...station, node: up === site ? null : up } : station)),
  };
}

const same = (one: string | null | undefined, other: string) => one?.toLowerCase() === other.toLowerCase();

/** What the plan says of a station as a whole; of one that it does not name, nothing. */
export const stationIn = (plan: Plan, station: string): PlanStation =>
  plan.stations?.find((one) => same(one.station, station) && one.connector == null) ?? { station };

/** The plan with something said of a station as a whole. */
export const withStation = (plan: Plan, said: PlanStation): Plan => ({
  ...plan,
  stations: [...(plan.stations ?? []).filter((one) => !(same(one.station, said.station ?? '') && one.connector == null)), said],
});

/** The windows of a schedule as the app has them. */
export const windowsOf = (schedule: PlanSchedule): Window[] =>
  (schedule.windows ?? []).map(({ days, from, to }) => ({ days: days ?? [], from: from ?? '00:00', to: to ?? '24:00' }));

/** Who charges in the same bottleneck: the others of that node, who have the rest of it. */
export function rivalsOf(plan: Plan, share: Share, all: readonly Share[]): Share[] {
  if (!share.shortAt) return [];
  const within = (other: Share) => other.station === share.shortAt || wayUp(plan, other.node).includes(share.shortAt ?? '');
  return all.filter((other) => other !== share && other.transaction != null && within(other));
}

export type Part = { key: string; name: string; amperes: number; kind: 'building' | 'told' | 'kept' };
export type Bar = { row: string; limit: number | null; worst: number; parts: Part[] };

const phaseNames = ['L1', 'L2', 'L3'] as const;
const onPhase = (currents: Schemas['PhasesView'], row: string) =>
  row === 'L1' ? currents.l1 : row === 'L2' ? currents.l2 : row === 'L3' ? currents.l3 : currents.l1 + currents.l2 + currents.l3;

/**
 * What could be drawn at a node at worst, phase by phase, and of whom: the building at the site, then whoever follows, then those who cannot be told. The
 * sum of all phases is a bar only where it has a limit.
 */
export function barsOf(plan: Plan, worst: WorstCase, name: string, all: readonly Share[], word: (share: Share) => string): Bar[] {
  const node = worst.nodes.find((one) => one.name === name);
  const shares = all
    .filter((share) => wayUp(plan, share.node).includes(name))
    .sort((one, other) => Number(other.canBeTold) - Number(one.canBeTold));
  const atSite = name === plan.nodes?.[0]?.name;
  return (node?.rows ?? [])
    .filter(({ row, limit }) => phaseNames.some((phase) => phase === row) || limit !== null)
    .map(({ row, limit, worst: amperes }) => {
      const building = atSite && worst.building ? onPhase(worst.building, row) : 0;
      const parts: Part[] = building > 0 ? [{ key: 'building', name: '', amperes: building, kind: 'building' }] : [];
      for (const share of shares) {
        const counts = onPhase(share.atWorstOnPhases, row);
        if (counts > 0)
          parts.push({
            key: `${share.station} ${share.connectorId}`,
            name: word(share),
            amperes: counts,
            kind: share.canBeTold ? 'told' : 'kept',
          });
      }
      return { row, limit, worst: amperes, parts };
    });
}

/** One bar for all phases where they are alike. */
export const merged = (bars: readonly Bar[]): Bar[] => {
  const looks = ({ limit, parts }: Bar) => JSON.stringify([limit, parts.map(({ key, amperes }) => [key, amperes])]);
  const [first, ...others] = bars;
  return first && others.length > 0 && others.every((bar) => looks(bar) === looks(first)) ? [{ ...first, row: '' }] : [...bars];
};
