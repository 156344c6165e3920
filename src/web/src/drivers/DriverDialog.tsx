import { MultiSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ifMatch, read, type Versioned } from '../api/client';
import { Ask } from '../parts/Ask';
import { texts } from '../texts';
import { type Driver, useGroups } from './access';

const words = texts.drivers;

/** Adds a driver, or changes what is said about one. */
export function DriverDialog({ of, close }: { of?: Versioned<Driver>; close: () => void }) {
  const groups = useGroups();
  const navigate = useNavigate();
  const [name, setName] = useState(of?.data.name ?? '');
  const [contact, setContact] = useState(of?.data.contact ?? '');
  const [note, setNote] = useState(of?.data.note ?? '');
  const [chosen, choose] = useState((of?.data.groups ?? []).map(String));
  return (
    <Ask
      title={of ? words.changeDriver(of.data.name) : words.addDriver}
      doIt={of ? words.save : words.add}
      close={close}
      act={async () => {
        const body = {
          name: name.trim(),
          contact: contact.trim() || null,
          note: note.trim() || null,
          groups: chosen.map(Number),
        };
        if (of) {
          await read(api.PUT('/api/v1/drivers/{id}', { params: { path: { id: of.data.id } }, ...ifMatch(of.version), body }));
        } else {
          const made = await read(api.POST('/api/v1/drivers', { body }));
          await navigate({ to: '/drivers/$id', params: { id: String(made.id) } });
        }
      }}
    >
      <TextInput
        label={words.name}
        name="name"
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        maxLength={100}
        autoComplete="off"
        data-autofocus
      />
      <MultiSelect
        label={words.groups}
        description={words.groupsHint}
        data={(groups.data ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
        value={chosen}
        onChange={choose}
        searchable
        clearable
        comboboxProps={{ withinPortal: true }}
      />
      <TextInput
        label={words.contact}
        description={words.contactHint}
        value={contact}
        onChange={(e) => setContact(e.currentTarget.value)}
        maxLength={200}
        autoComplete="off"
      />
      <TextInput label={words.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={200} />
    </Ask>
  );
}
