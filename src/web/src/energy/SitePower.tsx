import type { Site, Versioned } from '../api/client';
import { Loaded, Outline } from '../parts/Loaded';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { FirstLimit } from './FirstLimit';
import { Headline } from './Headline';
import { Proof } from './Proof';
import type { Plan } from './plan';
import { Rules } from './Rules';
import { Shares } from './Shares';
import { Tree } from './Tree';
import { type Live, usePlan, useSavePlan, useShared } from './usePower';

/** What a part of the screen is given: the plan as it was read, what is so now, and a way to change it where one may. */
export type Parts = { site: Site; plan: Plan; live: Live | null; change: ((plan: Plan) => Promise<void>) | null };

export function SitePower({ site }: { site: Site }) {
  const plan = usePlan(site.id);
  return (
    <Loaded of={plan} lines={8}>
      {(found) => (found ? <Planned site={site} found={found} /> : <FirstLimit site={site} />)}
    </Loaded>
  );
}

function Planned({ site, found: { data: plan, version } }: { site: Site; found: Versioned<Plan> }) {
  const shared = useShared(site.id);
  const save = useSavePlan(site.id);
  const { may } = useSession();
  const change = may('operator') ? (changed: Plan) => save(changed, version) : null;
  const parts: Parts = { site, plan, live: shared.data ?? null, change };
  return (
    <div className="stack energy" data-plan={site.id} data-version={version}>
      <Headline {...parts} />
      {shared.data ? (
        <>
          <Shares {...parts} live={shared.data} />
          <Proof {...parts} live={shared.data} />
        </>
      ) : (
        <section className="panel stack">
          <Outline lines={5} />
          <p className="quiet small">{texts.energy.notYet}</p>
        </section>
      )}
      <div className="energy-columns">
        <Tree {...parts} />
        <Rules {...parts} />
      </div>
    </div>
  );
}
