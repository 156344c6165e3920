import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, read, type Schemas } from '../api/client';
import { useNetwork } from '../live/useNetwork';
import { Badge } from '../parts/Status';
import { WeekChart } from '../parts/WeekChart';
import { spansOf, windowWords } from '../parts/week';
import { texts } from '../texts';
import { count, quantity } from '../words/numbers';
import { day } from '../words/times';
import { accessKey, nameOf, type Rule, useDrivers } from './access';

const words = texts.rules;

/** One rule: for whom, where, when, and how much, with what was used of it. */
export function RuleCard({ rule, group, actions }: { rule: Rule; group: string; actions: ReactNode }) {
  const sites = useNetwork((network) => network.sites);
  const where = rule.station ?? (rule.site == null ? words.everywhere : nameOf(sites, rule.site));
  const when = rule.windows.map(windowWords).join('; ') || words.always;
  return (
    <article className="panel stack tight" data-rule={rule.id} aria-label={words.title(rule.id)}>
      <h3>
        {group} <span className="quiet">{words.at}</span>{' '}
        {rule.station ? (
          <Link to="/stations/$identity" params={{ identity: rule.station }} className="plain">
            {where}
          </Link>
        ) : (
          where
        )}
      </h3>
      <p>{when}</p>
      {rule.windows.length > 0 && (
        <WeekChart
          small
          label={when}
          spans={rule.windows.flatMap((window) =>
            spansOf(window).map((span) => ({ ...span, tone: 'teal' as const, title: words.mayCharge })),
          )}
        />
      )}
      {(rule.validFrom || rule.validUntil) && (
        <p className="small quiet">
          {words.valid(rule.validFrom ? day(rule.validFrom) : null, rule.validUntil ? day(rule.validUntil) : null)}
        </p>
      )}
      {rule.quota && <Quota rule={rule} quota={rule.quota} />}
      {rule.note && <p className="small quiet wrap">{rule.note}</p>}
      <div className="row spread">
        <span className="small quiet">{words.title(rule.id)}</span>
        <span className="row tight">{actions}</span>
      </div>
    </article>
  );
}

/** What the rule allows in its period, and what was used of it. */
function Quota({ rule, quota }: { rule: Rule; quota: Schemas['QuotaView'] }) {
  const drivers = useDrivers();
  const used = useQuery({
    queryKey: [...accessKey, 'quota', rule.id],
    queryFn: () => read(api.GET('/api/v1/charging-rules/{id}/quota', { params: { path: { id: rule.id } } })),
  });
  const said = [
    quota.energyKwh != null && `${quantity(quota.energyKwh)} kWh`,
    quota.sessions != null && words.sessions(count(quota.sessions)),
  ]
    .filter(Boolean)
    .join(words.or);
  const { data } = used;
  return (
    <div className="stack tight">
      <p>
        {words.quota(said, words.per[quota.per] ?? quota.per, words.of[quota.of] ?? quota.of)}
        {quota.endsSessions && <span className="quiet small"> · {words.endsSessions}</span>}
      </p>
      {data && quota.of === 'Group' && (
        <Used name={words.together} kwh={data.energyKwh} sessions={data.sessions} quota={quota} over={false} />
      )}
      {data?.drivers.map((use) => (
        <Used
          key={use.driver}
          name={nameOf(drivers.data, use.driver)}
          kwh={use.energyKwh}
          sessions={use.sessions}
          quota={quota.of === 'Driver' ? quota : null}
          over={use.usedUp}
        />
      ))}
      {data?.drivers.length === 0 && <p className="quiet small">{words.nothingUsed}</p>}
    </div>
  );
}

type UsedProps = { name: string; kwh: number; sessions: number; quota: Schemas['QuotaView'] | null; over: boolean };

function Used({ name, kwh, sessions, quota, over }: UsedProps) {
  const share = quota ? Math.max(quota.energyKwh ? kwh / quota.energyKwh : 0, quota.sessions ? sessions / quota.sessions : 0) : 0;
  return (
    <div className="used" data-used-up={over || undefined}>
      <span className="row spread small">
        <span className="wrap">{name}</span>
        <span className="row tight num">
          {over && <Badge tone="red">{words.usedUp}</Badge>}
          {`${quantity(kwh)} kWh, ${words.sessions(count(sessions))}`}
        </span>
      </span>
      {quota && (
        <span className="bar" aria-hidden>
          <span style={{ width: `${Math.min(1, share) * 100}%` }} />
        </span>
      )}
    </div>
  );
}
