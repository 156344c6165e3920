import { Button, Checkbox, Radio, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ifMatch, read, type Schemas, type Versioned } from '../api/client';
import { Amount } from '../parts/Amount';
import { Ask } from '../parts/Ask';
import { InstantInput } from '../parts/InstantInput';
import { emptyPlace, PlaceInput, placed, placeOf } from '../parts/PlaceInput';
import { WindowInput } from '../parts/WindowInput';
import type { Window } from '../parts/week';
import { texts } from '../texts';
import { type Rule, useGroups } from './access';

const words = texts.rules;
const night: Window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '18:00', to: '08:00' };

type Quota = Schemas['QuotaRequest'];

/** Adds a rule, or changes all that one says. */
export function RuleDialog({ of, close }: { of?: Versioned<Rule>; close: () => void }) {
  const groups = useGroups();
  const [group, setGroup] = useState(of ? String(of.data.group) : null);
  const [place, setPlace] = useState(of ? placeOf(of.data) : emptyPlace);
  const [windows, setWindows] = useState<Window[]>(of?.data.windows ?? []);
  const [from, setFrom] = useState(of?.data.validFrom ?? null);
  const [until, setUntil] = useState(of?.data.validUntil ?? null);
  const [quota, setQuota] = useState<Quota | null>(of?.data.quota ?? null);
  const [note, setNote] = useState(of?.data.note ?? '');
  const chosen = group ?? (groups.data?.length === 1 ? String(groups.data[0]!.id) : null);
  return (
    <Ask
      title={of ? words.change(of.data.id) : texts.drivers.addRule}
      doIt={of ? texts.drivers.save : texts.drivers.add}
      close={close}
      act={() => {
        if (chosen === null) throw new Error(words.groupNeeded);
        const body = {
          group: Number(chosen),
          ...placed(place),
          windows,
          validFrom: from,
          validUntil: until,
          note: note.trim() || null,
          quota,
        };
        return of
          ? read(api.PUT('/api/v1/charging-rules/{id}', { params: { path: { id: of.data.id } }, ...ifMatch(of.version), body }))
          : read(api.POST('/api/v1/charging-rules', { body }));
      }}
    >
      <Select
        label={words.whose}
        searchable
        allowDeselect={false}
        data={(groups.data ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
        value={chosen}
        onChange={setGroup}
      />
      <PlaceInput value={place} change={setPlace} />
      <fieldset className="plain-set stack tight">
        <legend>{words.when}</legend>
        {windows.length === 0 && <p className="quiet small">{words.alwaysHint}</p>}
        {windows.map((window, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a window is known by its place
          <div key={at} className="window">
            <WindowInput
              value={window}
              change={(value) => setWindows((before) => before.map((one, other) => (other === at ? value : one)))}
            />
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              onClick={() => setWindows((before) => before.filter((_, other) => other !== at))}
            >
              {words.removeWindow}
            </Button>
          </div>
        ))}
        <Button size="compact-sm" variant="default" onClick={() => setWindows((before) => [...before, night])}>
          {words.addWindow}
        </Button>
      </fieldset>
      <fieldset className="plain-set stack tight">
        <legend>{words.howMuch}</legend>
        <Checkbox
          label={words.withQuota}
          checked={quota !== null}
          onChange={(e) =>
            setQuota(e.currentTarget.checked ? { per: 'Week', of: 'Driver', energyKwh: 40, endsSessions: false } : null)
          }
        />
        {quota && <QuotaInput value={quota} change={(part) => setQuota({ ...quota, ...part })} />}
      </fieldset>
      <div className="two">
        <InstantInput label={words.validFrom} value={from} change={setFrom} />
        <InstantInput label={words.validUntil} value={until} change={setUntil} />
      </div>
      <TextInput label={texts.drivers.note} value={note} onChange={(e) => setNote(e.currentTarget.value)} maxLength={200} />
    </Ask>
  );
}

function QuotaInput({ value, change }: { value: Quota; change: (part: Partial<Quota>) => void }) {
  return (
    <>
      <div className="two">
        <Amount
          label={words.energy}
          unit="kWh"
          decimals={3}
          value={value.energyKwh ?? null}
          change={(energyKwh) => change({ energyKwh, endsSessions: energyKwh !== null && value.endsSessions })}
        />
        <Amount
          label={texts.sessions.title}
          decimals={0}
          value={value.sessions ?? null}
          change={(sessions) => change({ sessions })}
        />
      </div>
      <Select
        label={words.period}
        allowDeselect={false}
        data={Object.entries(words.periods).map(([period, label]) => ({ value: period, label }))}
        value={value.per}
        onChange={(per) => per && change({ per })}
      />
      <Radio.Group label={words.ofWhom} value={value.of ?? 'Driver'} onChange={(whose) => change({ of: whose })}>
        <div className="stack tight">
          <Radio value="Driver" label={words.ofDriver} />
          <Radio value="Group" label={words.ofGroup} />
        </div>
      </Radio.Group>
      <Checkbox
        label={words.endHint}
        disabled={value.energyKwh == null}
        checked={value.endsSessions ?? false}
        onChange={(e) => change({ endsSessions: e.currentTarget.checked })}
      />
    </>
  );
}
