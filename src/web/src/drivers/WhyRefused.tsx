import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, read } from '../api/client';
import { useNetwork } from '../live/useNetwork';
import { Dialog } from '../parts/Ask';
import { Decision } from '../parts/Decision';
import { Loaded } from '../parts/Loaded';
import { texts } from '../texts';

const words = texts.drivers;
const shown = 5;

/** What was last said of a card, and the way to asking a station what it would be told now. */
export function WhyRefused({ idTag, close }: { idTag: string; close: () => void }) {
  const stations = useNetwork((network) => network.stations);
  const [station, setStation] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ['decisions', 'of', idTag],
    queryFn: () =>
      read(api.GET('/api/v1/id-tags/{idTag}/authorizations', { params: { path: { idTag }, query: { limit: shown } } })),
  });
  const identity = station ?? found.data?.items[0]?.station ?? [...stations.keys()][0] ?? null;
  return (
    <Dialog title={words.whyOf(idTag)} close={close} wide>
      <div className="stack">
        <Loaded of={found} lines={3}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="quiet">{words.neverShown}</p>
            ) : (
              <ol className="lines">
                {items.map((one) => (
                  <li key={one.id}>
                    <p className="small">
                      <Link to="/stations/$identity" params={{ identity: one.station }} onClick={close}>
                        {one.station}
                      </Link>
                    </p>
                    <Decision decided={one} />
                  </li>
                ))}
              </ol>
            )
          }
        </Loaded>
        {identity !== null && (
          <div className="row" style={{ alignItems: 'end' }}>
            <Select
              label={words.whyAt}
              searchable
              limit={50}
              allowDeselect={false}
              data={[...stations.keys()]}
              value={identity}
              onChange={setStation}
            />
            <Link
              className="button-like"
              to="/stations/$identity"
              params={{ identity }}
              search={{ tab: 'cards', card: idTag }}
              onClick={close}
            >
              {words.askThere}
            </Link>
          </div>
        )}
      </div>
    </Dialog>
  );
}
