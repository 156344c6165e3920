import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ifMatch, read, type Versioned } from '../api/client';
import { Ask } from '../parts/Ask';
import { texts } from '../texts';
import type { Group } from './access';

const words = texts.drivers;

/** Adds a group, or changes what is said about one. */
export function GroupDialog({ of, close }: { of?: Versioned<Group>; close: () => void }) {
  const [name, setName] = useState(of?.data.name ?? '');
  const [parent, setParent] = useState(of?.data.parentIdTag ?? '');
  const [one, setOne] = useState(of?.data.oneTransactionAtATime ?? false);
  const [note, setNote] = useState(of?.data.note ?? '');
  return (
    <Ask
      title={of ? words.changeGroup(of.data.name) : words.addGroup}
      doIt={of ? words.save : words.add}
      close={close}
      act={() => {
        const body = {
          name: name.trim(),
          parentIdTag: parent.trim() || null,
          oneTransactionAtATime: one,
          note: note.trim() || null,
        };
        return of
          ? read(api.PUT('/api/v1/groups/{id}', { params: { path: { id: of.data.id } }, ...ifMatch(of.version), body }))
          : read(api.POST('/api/v1/groups', { body }));
      }}
    >
      <TextInput
        label={words.name}
        name="name"
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        maxLength={80}
        autoComplete="off"
        data-autofocus
      />
      <TextInput
        label={words.parent}
        description={words.parentOfGroupHint}
        value={parent}
        onChange={(e) => setParent(e.currentTarget.value)}
        maxLength={20}
        spellCheck={false}
      />
      <Checkbox label={words.oneAtATimeHint} checked={one} onChange={(e) => setOne(e.currentTarget.checked)} />
      <TextInput label={words.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={200} />
    </Ask>
  );
}
