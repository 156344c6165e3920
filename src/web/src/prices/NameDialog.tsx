import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ifMatch, read, type Versioned } from '../api/client';
import { Ask } from '../parts/Ask';
import { texts } from '../texts';
import type { Tariff } from './tariffs';

/** Gives a tariff another name and note. */
export function NameDialog({ of: { data, version }, close }: { of: Versioned<Tariff>; close: () => void }) {
  const [name, setName] = useState(data.name);
  const [note, setNote] = useState(data.note ?? '');
  return (
    <Ask
      title={texts.prices.rename}
      doIt={texts.drivers.save}
      close={close}
      act={() =>
        read(
          api.PATCH('/api/v1/tariffs/{id}', {
            params: { path: { id: data.id } },
            ...ifMatch(version),
            body: { name: name.trim(), note: note.trim() },
          }),
        )
      }
    >
      <TextInput
        label={texts.drivers.name}
        name="name"
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        maxLength={80}
        data-autofocus
      />
      <TextInput label={texts.drivers.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={200} />
    </Ask>
  );
}
