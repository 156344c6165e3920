import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, read } from '../api/client';
import { useNetwork } from '../live/useNetwork';
import { Ask } from '../parts/Ask';
import { InstantInput } from '../parts/InstantInput';
import { useToast } from '../parts/Toasts';
import { texts } from '../texts';

const words = texts.reservations;
const hour = 3_600_000;

type Props = { station: string | undefined; fixed?: boolean; close: () => void };

/** Asks for whom a connector is to be kept and until when, and tells the station. */
export function ReserveDialog({ station: given, fixed, close }: Props) {
  const stations = useNetwork((network) => network.stations);
  const [station, setStation] = useState(given !== undefined && stations.has(given) ? given : null);
  const [connector, setConnector] = useState<string | null>(null);
  const [idTag, setIdTag] = useState('');
  const [until, setUntil] = useState<string | null>(() => new Date(Date.now() + hour).toISOString());
  const toast = useToast();
  const numbers = (stations.get(station ?? '')?.connectors ?? []).map((one) => one.connectorId).filter((id) => id > 0);
  const chosen = connector ?? String(numbers[0] ?? 0);
  return (
    <Ask
      title={words.reserve}
      doIt={words.doReserve}
      close={close}
      act={async () => {
        if (station === null) throw new Error(words.needStation);
        const body = { connectorId: Number(chosen), idTag: idTag.trim(), parentIdTag: null, expiresAt: until };
        const made = await read(
          api.POST('/api/v1/stations/{identity}/reservations', { params: { path: { identity: station } }, body }),
        );
        toast(station, { tone: 'good', words: words.asking(made.id) });
      }}
    >
      <p>{words.reserveHint}</p>
      {!fixed && (
        <Select
          label={words.station}
          data={[...stations.keys()]}
          value={station}
          onChange={(value) => {
            setStation(value);
            setConnector(null);
          }}
          searchable
          limit={30}
          allowDeselect={false}
        />
      )}
      <Select
        label={words.connector}
        data={[
          ...numbers.map((id) => ({ value: String(id), label: texts.station.connector(id) })),
          { value: '0', label: words.anyConnector },
        ]}
        value={chosen}
        onChange={setConnector}
        allowDeselect={false}
      />
      <TextInput
        label={words.tag}
        name="idTag"
        description={words.tagHint}
        value={idTag}
        maxLength={20}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setIdTag(event.currentTarget.value)}
      />
      <InstantInput label={words.until} value={until} change={setUntil} />
    </Ask>
  );
}
