import { Link } from '@tanstack/react-router';
import type { Schemas } from '../api/client';
import { texts } from '../texts';
import { energy, power } from '../words/numbers';

type Props = { site: number; watts: number; flow: Schemas['SitePowerView'] | undefined };

/** What flows at a site against its limit, what it delivered today, and the way to its limits. */
export function SitePower({ site, watts, flow }: Props) {
  const words = texts.overview;
  const building = flow?.buildingW ?? 0;
  const limit = flow?.limitW ?? null;
  const top = Math.max(limit ?? 0, watts + building, 1);
  return (
    <div className="site-power" data-limit-w={limit ?? undefined}>
      <Link to="/energy" search={{ site }} className="plain row spread small num">
        <span>
          {power(watts + building)}{' '}
          {limit === null ? <span className="quiet">{words.unlimited}</span> : words.ofLimit(power(limit))}
        </span>
        {flow?.holds === false && <span className="bad">{words.worstNotHeld}</span>}
        {flow && <span className="quiet">{words.today(energy(flow.energyTodayWh))}</span>}
      </Link>
      {limit !== null && (
        <div className="meter" aria-hidden>
          <span data-kind="building" style={{ width: `${(building / top) * 100}%` }} />
          <span data-kind="told" style={{ width: `${(watts / top) * 100}%` }} />
        </div>
      )}
    </div>
  );
}
