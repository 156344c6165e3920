import { Select } from '@mantine/core';
import { useState } from 'react';
import { api, ifMatch, read, type Versioned } from '../api/client';
import { useGroups } from '../drivers/access';
import { Ask } from '../parts/Ask';
import { emptyPlace, PlaceInput, placed } from '../parts/PlaceInput';
import { texts } from '../texts';
import type { Assignment, Tariff } from './tariffs';

const words = texts.prices;

type Props = {
  tariffs: readonly Pick<Tariff, 'id' | 'name'>[];
  tariff?: number;
  of?: Versioned<Assignment>;
  close: () => void;
};

/** Has a tariff hold at a place, for everybody or for a group; or another one where one holds. */
export function AssignmentDialog({ tariffs, tariff, of, close }: Props) {
  const groups = useGroups();
  const [chosen, choose] = useState(of?.data.tariff ?? tariff ?? (tariffs.length === 1 ? tariffs[0]!.id : null));
  const [place, setPlace] = useState(emptyPlace);
  const [group, setGroup] = useState<string | null>(null);
  return (
    <Ask
      title={of ? words.otherTariff : words.assign}
      doIt={of ? texts.drivers.save : words.assignNow}
      close={close}
      act={() => {
        if (chosen === null) throw new Error(words.tariffNeeded);
        return of
          ? read(
              api.PUT('/api/v1/tariff-assignments/{id}', {
                params: { path: { id: of.data.id } },
                ...ifMatch(of.version),
                body: { tariff: chosen },
              }),
            )
          : read(
              api.POST('/api/v1/tariff-assignments', {
                body: { tariff: chosen, ...placed(place), group: group === null ? null : Number(group) },
              }),
            );
      }}
    >
      {tariff === undefined && (
        <Select
          label={words.tariff}
          searchable
          allowDeselect={false}
          data={tariffs.map((one) => ({ value: String(one.id), label: one.name }))}
          value={chosen === null ? null : String(chosen)}
          onChange={(value) => choose(Number(value))}
        />
      )}
      {!of && (
        <>
          <PlaceInput value={place} change={setPlace} />
          <Select
            label={words.forWhom}
            placeholder={words.everybody}
            clearable
            searchable
            data={(groups.data ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
            value={group}
            onChange={setGroup}
          />
        </>
      )}
      <p className="quiet small">{words.fromNowOn}</p>
    </Ask>
  );
}
