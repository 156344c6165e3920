import { expect, test } from 'vitest';
import {
  barsOf,
  childrenOf,
  kilowattsOf,
  merged,
  type Plan,
  rivalsOf,
  type Share,
  type WorstCase,
  wayUp,
  withNode,
  withoutNode,
  withStation,
} from './plan';

const plan: Plan = {
  nodes: [
    { name: 'House', amperes: 125 },
    { name: 'Yard', parent: 'House', amperes: 40 },
    { name: 'Row', parent: 'Yard', amperes: 20 },
  ],
  stations: [
    { station: 'CP-1', node: 'Row' },
    { station: 'CP-2', connector: 1, node: 'Yard' },
  ],
};

const share = (part: Partial<Share>): Share => ({
  station: 'CP-1',
  connectorId: 1,
  transaction: 7,
  mayDraw: 16,
  atWorst: 16,
  allotted: 16,
  reason: 'Shared',
  why: '',
  shortAt: 'Yard',
  fallback: 0,
  until: null,
  servedSince: null,
  node: 'Row',
  canBeTold: true,
  atWorstOnPhases: { l1: 16, l2: 16, l3: 16 },
  most: 32,
  measured: null,
  measuredAt: null,
  priority: 0,
  receivedWh: 0,
  goalWh: null,
  departsAt: null,
  ...part,
});

test('a current on each of three phases is a power', () => {
  expect(kilowattsOf(32)).toBeCloseTo(22.08);
  expect(kilowattsOf(100, 240)).toBeCloseTo(72);
});

test('the site is the root, and whatever hangs on a node is found under it', () => {
  expect(childrenOf(plan, null).map(({ name }) => name)).toEqual(['House']);
  expect(childrenOf(plan, 'House').map(({ name }) => name)).toEqual(['Yard']);
  expect(wayUp(plan, 'Row')).toEqual(['Row', 'Yard', 'House']);
});

test('who hangs on a node follows its new name', () => {
  const changed = withNode(plan, 'Yard', { name: 'Court', parent: 'House', amperes: 32 });
  expect(changed.nodes?.map(({ name, parent }) => [name, parent])).toEqual([
    ['House', undefined],
    ['Court', 'House'],
    ['Row', 'Court'],
  ]);
  expect(changed.stations?.map(({ node }) => node)).toEqual(['Row', 'Court']);
});

test('what hung on a node that is removed hangs on its parent', () => {
  const changed = withoutNode(plan, 'Yard');
  expect(changed.nodes?.map(({ name, parent }) => [name, parent])).toEqual([
    ['House', undefined],
    ['Row', 'House'],
  ]);
  expect(changed.stations?.map(({ node }) => node)).toEqual(['Row', null]);
});

test('what is said of a station replaces what was said of it as a whole, and nothing of its connectors', () => {
  const changed = withStation(withStation(plan, { station: 'cp-2', node: 'Row' }), { station: 'CP-1', maxAmperes: 16 });
  expect(changed.stations).toEqual([
    { station: 'CP-2', connector: 1, node: 'Yard' },
    { station: 'cp-2', node: 'Row' },
    { station: 'CP-1', maxAmperes: 16 },
  ]);
});

test('rivals are those who charge behind the same bottleneck, at any depth below it', () => {
  const here = share({});
  const beside = share({ station: 'CP-2', node: 'Yard' });
  const elsewhere = share({ station: 'CP-3', node: 'House' });
  const idle = share({ station: 'CP-4', node: 'Yard', transaction: null });
  expect(rivalsOf(plan, here, [here, beside, elsewhere, idle])).toEqual([beside]);
  expect(rivalsOf(plan, share({ shortAt: null }), [here, beside])).toEqual([]);
});

const worst = (limit: number | null): WorstCase => ({
  at: '',
  holds: true,
  building: { l1: 20, l2: 20, l3: 21 },
  buildingIsFresh: true,
  nodes: [
    {
      name: 'House',
      schedule: null,
      holds: true,
      rows: ['L1', 'L2', 'L3', 'Sum'].map((row) => ({ row, limit: row === 'Sum' ? null : 125, worst: 68 })),
    },
    { name: 'Yard', schedule: null, holds: true, rows: ['L1', 'L2', 'L3', 'Sum'].map((row) => ({ row, limit, worst: 16 })) },
  ],
});

test('the building counts at the site alone, first; who cannot be told comes last', () => {
  const away = share({ station: 'CP-0', canBeTold: false, atWorstOnPhases: { l1: 32, l2: 32, l3: 32 } });
  const bars = barsOf(plan, worst(40), 'House', [away, share({})], ({ station }) => station);
  expect(bars.map(({ row }) => row)).toEqual(['L1', 'L2', 'L3']);
  expect(bars[0]?.parts.map(({ kind, amperes }) => [kind, amperes])).toEqual([
    ['building', 20],
    ['told', 16],
    ['kept', 32],
  ]);
  expect(barsOf(plan, worst(40), 'Yard', [share({})], () => '')[0]?.parts.map(({ kind }) => kind)).toEqual(['told']);
});

test('phases that are alike are one bar, and the sum is one where it has a limit', () => {
  const bars = barsOf(plan, worst(40), 'Yard', [share({})], () => '');
  expect(bars.map(({ row }) => row)).toEqual(['L1', 'L2', 'L3', 'Sum']);
  expect(merged(bars.slice(0, 3))).toHaveLength(1);
  expect(merged(barsOf(plan, worst(40), 'House', [], () => ''))).toHaveLength(3);
});
