import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read, type Station } from '../api/client';
import { Ask, Dialog } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { useToast } from '../parts/Toasts';
import { useSession } from '../session/useSession';
import { texts } from '../texts';

/** The QR codes that lead drivers to the pages of a station's connectors, to print. */
export function QrCodes({ station, close }: { station: Station; close: () => void }) {
  const words = texts.qr;
  const { identity } = station;
  const { may } = useSession();
  const client = useQueryClient();
  const toast = useToast();
  const [renewing, setRenewing] = useState<number | null>(null);
  const path = { path: { identity } };
  const pages = useQuery({
    queryKey: ['connector-pages', identity],
    queryFn: () => read(api.GET('/api/v1/stations/{identity}/connector-pages', { params: path })),
  });
  async function give(connectorId: number, anew: boolean) {
    await read(api.POST('/api/v1/stations/{identity}/connector-pages', { params: path, body: { connectorId, anew } }));
    await client.invalidateQueries({ queryKey: ['connector-pages', identity] });
  }
  const missing = (shown: number[]) =>
    station.connectors.map(({ connectorId }) => connectorId).filter((id) => id > 0 && !shown.includes(id));
  if (renewing !== null) {
    return (
      <Ask
        title={words.renewTitle(renewing)}
        doIt={words.renew}
        grave
        close={() => setRenewing(null)}
        act={() => give(renewing, true)}
      >
        <p>{words.renewHint}</p>
      </Ask>
    );
  }
  return (
    <Dialog title={words.title(identity)} close={close} wide>
      <Loaded of={pages}>
        {({ items }) => (
          <div className="stack">
            <p className="quiet">{words.hint}</p>
            <ul className="qr-codes">
              {items.map(({ connectorId, address, madeAt }) => (
                <li key={connectorId} className="stack tight" data-qr={connectorId}>
                  <h3>{texts.station.connector(connectorId)}</h3>
                  <img
                    src={`/api/v1/stations/${encodeURIComponent(identity)}/connector-pages/${connectorId}/qr.svg?of=${encodeURIComponent(madeAt)}`}
                    alt={words.alt(connectorId)}
                    width={200}
                    height={200}
                  />
                  <a href={address} className="small wrap">
                    {address}
                  </a>
                  {may('operator') && (
                    <Button variant="default" size="compact-xs" onClick={() => setRenewing(connectorId)}>
                      {words.renew}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            <div className="row">
              {may('operator') &&
                missing(items.map((one) => one.connectorId)).map((id) => (
                  <Button
                    key={id}
                    variant="default"
                    onClick={() =>
                      give(id, false).catch((failure: Error) => toast(words.make(id), { tone: 'bad', words: failure.message }))
                    }
                  >
                    {words.make(id)}
                  </Button>
                ))}
              {items.length > 0 && <Button onClick={() => window.print()}>{words.print}</Button>}
            </div>
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}
