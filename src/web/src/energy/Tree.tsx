import { Button } from '@mantine/core';
import { useState } from 'react';
import { useNetwork } from '../live/useNetwork';
import { Ask } from '../parts/Ask';
import { Badge } from '../parts/Status';
import { windowWords } from '../parts/week';
import { texts } from '../texts';
import { quantity } from '../words/numbers';
import { NodeDialog } from './NodeDialog';
import {
  childrenOf,
  type Plan,
  type PlanNode,
  type PlanStation,
  stationIn,
  windowsOf,
  withNewNode,
  withNode,
  withoutNode,
} from './plan';
import type { Parts } from './SitePower';
import { StationDialog } from './StationDialog';

const words = texts.energy;

/** A limit in words: amperes on each phase, kilowatts over all, or both. */
export const limitWords = ({ amperes, kilowatts }: { amperes?: number | null; kilowatts?: number | null }) =>
  [amperes == null ? null : `${quantity(amperes)} A`, kilowatts == null ? null : `${quantity(kilowatts)} kW`]
    .filter(Boolean)
    .join(', ') || words.noLimit;

type Asking =
  | { what: 'change' | 'remove'; node: PlanNode }
  | { what: 'add'; parent: string }
  | { what: 'station'; station: PlanStation };

/** The limits from the site down to the stations that hang on them, each with its schedules. */
export function Tree({ site, plan, live, change }: Parts) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const root = childrenOf(plan, null)[0];
  return (
    <section className="panel" aria-labelledby="tree-title">
      <h2 id="tree-title">{words.tree}</h2>
      <ul className="tree">
        {root && <Branch node={root} site={site.id} plan={plan} live={live} ask={change ? setAsking : null} />}
      </ul>
      {change && asking?.what === 'change' && (
        <NodeDialog
          title={words.changeNode(asking.node.name ?? '')}
          node={asking.node}
          isSite={asking.node === root}
          close={close}
          act={(node) => change(withNode(plan, asking.node.name ?? '', node))}
        />
      )}
      {change && asking?.what === 'add' && (
        <NodeDialog
          title={words.addBelow(asking.parent)}
          node={{ name: '', parent: asking.parent }}
          isSite={false}
          close={close}
          act={(node) => change(withNewNode(plan, node))}
        />
      )}
      {change && asking?.what === 'remove' && (
        <Ask
          title={words.removeNode(asking.node.name ?? '')}
          doIt={words.remove}
          grave
          close={close}
          act={() => change(withoutNode(plan, asking.node.name ?? ''))}
        >
          <p>{words.removeNodeHint(asking.node.parent ?? '')}</p>
        </Ask>
      )}
      {change && asking?.what === 'station' && <StationDialog plan={plan} said={asking.station} close={close} change={change} />}
    </section>
  );
}

type BranchProps = Pick<Parts, 'plan' | 'live'> & { node: PlanNode; site: number; ask: ((asking: Asking) => void) | null };

function Branch({ node, site, plan, live, ask }: BranchProps) {
  const stations = useNetwork((network) => network.stations);
  const name = node.name ?? '';
  const isSite = node === plan.nodes?.[0];
  const holding = live?.worst.nodes.find((one) => one.name === name)?.schedule ?? null;
  const here = [...stations.values()]
    .filter((station) => station.site === site)
    .map((station) => stationIn(plan, station.identity))
    .filter((said) => (said.node ?? plan.nodes?.[0]?.name) === name);
  return (
    <li data-tree={name} data-limit={node.amperes ?? undefined}>
      <div className="row spread">
        <span className="row tight grow">
          <strong>{name}</strong>
          <span className="num">{limitWords(node)}</span>
        </span>
        {ask && (
          <span className="row tight">
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => ask({ what: 'change', node })}
              aria-label={words.changeNode(name)}
            >
              {words.change}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => ask({ what: 'add', parent: name })}
              aria-label={words.addBelow(name)}
            >
              {words.add}
            </Button>
            {!isSite && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => ask({ what: 'remove', node })}
                aria-label={words.removeNode(name)}
              >
                {words.remove}
              </Button>
            )}
          </span>
        )}
      </div>
      {(node.schedules ?? []).map((schedule) => (
        <p key={schedule.name} className="row tight small" data-schedule={schedule.name} data-holds={holding === schedule.name}>
          <Badge tone={holding === schedule.name ? 'violet' : 'grey'}>{schedule.name ?? ''}</Badge>
          <span className="quiet">{windowsOf(schedule).map(windowWords).join('; ')}</span>
          <span className="num">{limitWords(schedule)}</span>
          {holding === schedule.name && <span className="quiet">{words.holdsNow}</span>}
        </p>
      ))}
      <ul className="tree">
        {here.map((said) => (
          <li key={said.station} className="leaf row spread small" data-leaf={said.station}>
            <span className="row tight grow">
              <span>{said.station}</span>
              <span className="quiet num">{stationWords(said, plan)}</span>
            </span>
            {ask && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => ask({ what: 'station', station: said })}
                aria-label={words.changeNode(said.station ?? '')}
              >
                {words.change}
              </Button>
            )}
          </li>
        ))}
        {childrenOf(plan, name).map((child) => (
          <Branch key={child.name} node={child} site={site} plan={plan} live={live} ask={ask} />
        ))}
      </ul>
    </li>
  );
}

function stationWords(said: PlanStation, plan: Plan): string {
  const parts = [words.upTo(quantity(said.maxAmperes ?? 32))];
  const fallback = said.fallbackAmperes ?? plan.fallbackAmperes ?? 0;
  parts.push(words.aloneUpTo(quantity(fallback)));
  if (said.phases && said.phases !== '3') parts.push(said.phases === '1' ? words.onePhase : said.phases);
  return parts.join(', ');
}
