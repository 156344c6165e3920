import { Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, read, type Site } from '../api/client';
import { useNetwork } from '../live/useNetwork';
import { Ask } from '../parts/Ask';
import { useSession } from '../session/useSession';
import { texts } from '../texts';

const words = texts.rules;

type Change = { site: Site; part: { defaultPolicy?: string; unknownTags?: string }; hint: string };

/** Who may charge at each site where no rule speaks. */
export function SitePolicies() {
  const sites = useNetwork((network) => network.sites);
  const { may } = useSession();
  const [changing, change] = useState<Change | null>(null);
  const allowed = may('operator');
  return (
    <section className="panel" aria-labelledby="policies-title">
      <h2 id="policies-title">{words.policies}</h2>
      <ul className="lines">
        {sites.map((site) => (
          <li key={site.id} className="policy" data-site={site.id}>
            <Link to="/stations" search={{ site: site.id }} className="plain wrap">
              <strong>{site.name}</strong>
            </Link>
            {(['defaultPolicy', 'unknownTags'] as const).map((field) =>
              allowed ? (
                <Select
                  key={field}
                  aria-label={`${site.name}: ${words[field]}`}
                  allowDeselect={false}
                  data={Object.entries(words.policy[field]).map(([value, { label }]) => ({ value, label }))}
                  value={site[field]}
                  onChange={(value) =>
                    value &&
                    value !== site[field] &&
                    change({ site, part: { [field]: value }, hint: words.policy[field][value]!.hint })
                  }
                />
              ) : (
                <span key={field} className="quiet">
                  {words.policy[field][site[field]]?.label ?? site[field]}
                </span>
              ),
            )}
          </li>
        ))}
      </ul>
      {changing && (
        <Ask
          title={words.changePolicy(changing.site.name)}
          doIt={texts.drivers.save}
          close={() => change(null)}
          act={() => read(api.PATCH('/api/v1/sites/{id}', { params: { path: { id: changing.site.id } }, body: changing.part }))}
        >
          <p>{changing.hint}</p>
        </Ask>
      )}
    </section>
  );
}
