import { Radio, Select } from '@mantine/core';
import { useState } from 'react';
import { useNetwork } from '../live/useNetwork';
import { texts } from '../texts';

type Kind = 'everywhere' | 'site' | 'station';

/** Where something holds: everywhere, at a site, or at a station. */
export type Place = { kind: Kind; site: number | null; station: string | null };

export const emptyPlace: Place = { kind: 'everywhere', site: null, station: null };

export const placeOf = ({ site, station }: { site?: number | null; station?: string | null }): Place => ({
  kind: station ? 'station' : site ? 'site' : 'everywhere',
  site: site ?? null,
  station: station ?? null,
});

/** As the API takes it. */
export function placed({ kind, site, station }: Place): { site: number | null; station: string | null } {
  if ((kind === 'site' && site === null) || (kind === 'station' && station === null)) throw new Error(texts.place.needed);
  return { site: kind === 'site' ? site : null, station: kind === 'station' ? station : null };
}

/** Asks where something holds. */
export function PlaceInput({ value, change }: { value: Place; change: (place: Place) => void }) {
  const words = texts.place;
  const sites = useNetwork((network) => network.sites);
  const stations = useNetwork((network) => network.stations);
  const [names] = useState(() => [...stations.keys()]);
  return (
    <div className="stack tight">
      <Radio.Group label={words.where} value={value.kind} onChange={(kind) => change({ ...value, kind: kind as Kind })}>
        <div className="row">
          <Radio value="everywhere" label={words.everywhere} />
          <Radio value="site" label={words.site} />
          <Radio value="station" label={words.station} />
        </div>
      </Radio.Group>
      {value.kind === 'site' && (
        <Select
          aria-label={words.site}
          placeholder={words.chooseSite}
          searchable
          allowDeselect={false}
          data={sites.map((one) => ({ value: String(one.id), label: one.name }))}
          value={value.site === null ? null : String(value.site)}
          onChange={(site) => change({ ...value, site: Number(site) })}
        />
      )}
      {value.kind === 'station' && (
        <Select
          aria-label={words.station}
          placeholder={words.chooseStation}
          searchable
          limit={50}
          allowDeselect={false}
          data={names}
          value={value.station}
          onChange={(station) => change({ ...value, station })}
        />
      )}
    </div>
  );
}
