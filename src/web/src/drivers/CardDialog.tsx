import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ifMatch, read, type Versioned } from '../api/client';
import { Ask } from '../parts/Ask';
import { InstantInput } from '../parts/InstantInput';
import { texts } from '../texts';
import { asPut, type IdTag } from './access';
import { DriverSelect } from './DriverSelect';

const words = texts.drivers;

/** Makes a card known by its number, or changes what is said about one. `driver` is whose a new one is. */
export function CardDialog({ of, driver, close }: { of?: Versioned<IdTag>; driver?: number; close: () => void }) {
  const [tag, setTag] = useState<IdTag>(
    of?.data ?? {
      idTag: '',
      driver: driver ?? null,
      blocked: false,
      expiresAt: null,
      oneTransactionAtATime: false,
      parentIdTag: null,
      note: null,
    },
  );
  const change = (part: Partial<IdTag>) => setTag((before) => ({ ...before, ...part }));
  const path = { idTag: tag.idTag };
  return (
    <Ask
      title={of ? words.changeCard(tag.idTag) : words.addCard}
      doIt={of ? words.save : words.add}
      close={close}
      act={() =>
        of
          ? read(api.PUT('/api/v1/id-tags/{idTag}', { params: { path }, ...ifMatch(of.version), body: asPut(tag) }))
          : read(api.POST('/api/v1/id-tags', { body: { ...asPut(tag), idTag: tag.idTag.trim() } }))
      }
    >
      {!of && (
        <TextInput
          label={words.card}
          description={words.cardHint}
          name="idTag"
          value={tag.idTag}
          onChange={(e) => change({ idTag: e.currentTarget.value })}
          maxLength={20}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
      )}
      <DriverSelect value={tag.driver ?? null} change={(chosen) => change({ driver: chosen })} />
      <InstantInput label={words.expires} value={tag.expiresAt ?? null} change={(expiresAt) => change({ expiresAt })} />
      <Checkbox label={words.blockedNow} checked={tag.blocked} onChange={(e) => change({ blocked: e.currentTarget.checked })} />
      <Checkbox
        label={words.oneAtATimeHint}
        checked={tag.oneTransactionAtATime}
        onChange={(e) => change({ oneTransactionAtATime: e.currentTarget.checked })}
      />
      <TextInput
        label={words.parent}
        description={words.parentHint}
        value={tag.parentIdTag ?? ''}
        onChange={(e) => change({ parentIdTag: e.currentTarget.value || null })}
        maxLength={20}
        spellCheck={false}
      />
      <TextInput
        label={words.note}
        value={tag.note ?? ''}
        onChange={(e) => change({ note: e.currentTarget.value || null })}
        maxLength={200}
      />
    </Ask>
  );
}
