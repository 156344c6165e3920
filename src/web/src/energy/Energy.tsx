import { Select } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useNetwork } from '../live/useNetwork';
import { Outline } from '../parts/Loaded';
import { Empty } from '../parts/Trouble';
import { useTitle } from '../parts/useTitle';
import { routes } from '../router';
import { texts } from '../texts';
import { busiest } from './busiest';
import { SitePower } from './SitePower';
import './energy.css';

const words = texts.energy;

/** How the power of a site is limited and shared, live; the address says which site. */
export function Energy() {
  useTitle(words.title);
  const { site: asked } = routes.energy.useSearch();
  const navigate = useNavigate({ from: '/energy' });
  const sites = useNetwork((network) => network.sites);
  const stations = useNetwork((network) => network.stations);
  const loaded = useNetwork((network) => network.loaded);
  const site = sites.find(({ id }) => id === asked) ?? (asked === undefined ? busiest(sites, stations.values()) : undefined);
  return (
    <>
      <div className="title">
        <h1>{words.title}</h1>
        {sites.length > 1 && (
          <Select
            aria-label={words.site}
            data={sites.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={site ? String(site.id) : null}
            onChange={(value) => void navigate({ search: { site: Number(value) } })}
            allowDeselect={false}
            searchable={sites.length > 8}
            w={280}
          />
        )}
      </div>
      {site ? (
        <SitePower key={site.id} site={site} />
      ) : loaded ? (
        <section className="panel">
          <Empty title={words.noSite} hint={words.noSiteHint}>
            <Link to="/energy">{words.title}</Link>
          </Empty>
        </section>
      ) : (
        <Outline lines={8} />
      )}
    </>
  );
}
