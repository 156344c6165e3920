import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, read } from '../api/client';
import { Ask } from '../parts/Ask';
import { useToast } from '../parts/Toasts';
import { texts } from '../texts';

const wishes = {
  reset: { action: 'Reset', payload: { type: 'Soft' } },
  operative: { action: 'ChangeAvailability', payload: { connectorId: 0, type: 'Operative' } },
  inoperative: { action: 'ChangeAvailability', payload: { connectorId: 0, type: 'Inoperative' } },
} as const;
type Wish = keyof typeof wishes;

/** What can be done with many stations at once, by a bulk command. */
export function Bulk({ selected, clear }: { selected: ReadonlySet<string>; clear: () => void }) {
  const words = texts.stations;
  const toast = useToast();
  const [wish, setWish] = useState<Wish | null>(null);
  const what = wish && words.bulkWhat[wish];
  return (
    <div className="row tight">
      <strong className="small num">{words.selected(selected.size)}</strong>
      <Button size="compact-sm" variant="default" onClick={() => setWish('reset')}>
        {words.bulkReset}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setWish('operative')}>
        {words.bulkOperative}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setWish('inoperative')}>
        {words.bulkInoperative}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        {words.unselect}
      </Button>
      {wish && what && (
        <Ask
          title={words.bulkTitle(what, selected.size)}
          doIt={words.bulkGo(what)}
          grave={wish !== 'operative'}
          close={() => setWish(null)}
          act={async () => {
            const bulk = await read(
              api.POST('/api/v1/bulk-commands', { body: { ...wishes[wish], stations: [...selected] } as never }),
            );
            toast(what, { tone: 'good', words: words.bulkBegun(bulk.total) });
            clear();
          }}
        >
          <p>{words.bulkHint[wish]}</p>
          <p className="quiet small wrap">
            {[...selected].slice(0, 12).join(', ') + (selected.size > 12 ? ` ${texts.overview.more(selected.size - 12)}` : '')}
          </p>
        </Ask>
      )}
    </div>
  );
}
