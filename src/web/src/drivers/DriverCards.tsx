import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { all, api, read } from '../api/client';
import { Ask } from '../parts/Ask';
import { Loaded } from '../parts/Loaded';
import { useSession } from '../session/useSession';
import { texts } from '../texts';
import { accessKey, type Driver, setBlocked } from './access';
import { CardDialog } from './CardDialog';
import { CardTable } from './CardTable';
import { Learn } from './Learn';

const words = texts.drivers;

/** A driver's cards: one more by holding it to a station or by its number, all of them blocked or let be used again. */
export function DriverCards({ driver }: { driver: Driver }) {
  const { may } = useSession();
  const tags = useQuery({
    queryKey: [...accessKey, 'tags', 'of', driver.id],
    queryFn: () =>
      all((after) => read(api.GET('/api/v1/id-tags', { params: { query: { driver: driver.id, limit: 500, after } } }))),
  });
  const [asking, ask] = useState<'learn' | 'card' | 'block' | 'unblock' | null>(null);
  const close = () => ask(null);
  const open = (tags.data ?? []).filter((tag) => !tag.blocked);
  const blocked = (tags.data ?? []).filter((tag) => tag.blocked);
  const turning = asking === 'block' ? open : blocked;
  return (
    <section className="panel flush" aria-labelledby="cards-title">
      <div className="head">
        <h2 id="cards-title">{words.cards}</h2>
        {may('operator') && (
          <span className="row">
            {open.length > 0 && (
              <Button size="compact-sm" variant="default" onClick={() => ask('block')}>
                {words.blockAll}
              </Button>
            )}
            {open.length === 0 && blocked.length > 0 && (
              <Button size="compact-sm" variant="default" onClick={() => ask('unblock')}>
                {words.unblockAll}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={() => ask('card')}>
              {words.addCard}
            </Button>
            <Button size="compact-sm" onClick={() => ask('learn')}>
              {words.learn}
            </Button>
          </span>
        )}
      </div>
      <Loaded of={tags} lines={2}>
        {(shown) => (shown.length === 0 ? <p className="quiet inner">{words.noCardsOf}</p> : <CardTable tags={shown} />)}
      </Loaded>
      {asking === 'card' && <CardDialog driver={driver.id} close={close} />}
      {asking === 'learn' && <Learn driver={driver.id} close={close} />}
      {(asking === 'block' || asking === 'unblock') && (
        <Ask
          title={asking === 'block' ? words.blockTitle(driver.name) : words.unblockTitle(driver.name)}
          doIt={asking === 'block' ? words.blockAll : words.unblockAll}
          grave={asking === 'block'}
          close={close}
          act={async () => {
            for (const tag of turning) await setBlocked(tag.idTag, asking === 'block');
          }}
        >
          <p>{asking === 'block' ? words.blockHint(turning.length) : words.unblockHint(turning.length)}</p>
        </Ask>
      )}
    </section>
  );
}
