import { Autocomplete, Radio, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read, type Schemas } from '../../api/client';
import { Ask } from '../../parts/Ask';
import { texts } from '../../texts';
import { useGive } from './useGive';

type Props = { identity: string; connectorId: number; close: () => void };

export function StartDialog({ identity, connectorId, close }: Props) {
  const words = texts.give.start;
  const give = useGive();
  const [tag, setTag] = useState('');
  const tags = useQuery({
    queryKey: ['id-tags'],
    queryFn: () => read(api.GET('/api/v1/id-tags', { params: { query: { limit: 500 } } })),
    retry: false,
  });
  return (
    <Ask
      title={words.title(texts.station.at(identity, connectorId))}
      doIt={texts.station.start}
      close={close}
      act={() => {
        if (tag.trim() === '') throw new Error(words.needed);
        void give(identity, 'RemoteStartTransaction', { connectorId, idTag: tag.trim() });
      }}
    >
      <Autocomplete
        label={words.tag}
        description={words.hint}
        data={tags.data?.items.map((one) => one.idTag) ?? []}
        value={tag}
        onChange={setTag}
        maxLength={20}
        limit={30}
        spellCheck={false}
        data-autofocus
        openOnFocus={false}
      />
    </Ask>
  );
}

export function AvailabilityDialog({ identity, connectorId, close }: Props) {
  const words = texts.give.availability;
  const give = useGive();
  const [type, setType] = useState<'Operative' | 'Inoperative'>('Operative');
  return (
    <Ask
      title={words.title(texts.station.at(identity, connectorId))}
      doIt={words.doIt}
      close={close}
      act={() => void give(identity, 'ChangeAvailability', { connectorId, type })}
    >
      <Radio.Group label={words.choice} value={type} onChange={(value) => setType(value as typeof type)}>
        <div className="stack tight">
          <Radio value="Operative" label={words.operative} />
          <Radio value="Inoperative" label={words.inoperative} />
        </div>
      </Radio.Group>
    </Ask>
  );
}

export function ResetDialog({ identity, close }: Omit<Props, 'connectorId'>) {
  const words = texts.give.reset;
  const give = useGive();
  const [type, setType] = useState<'Soft' | 'Hard'>('Soft');
  return (
    <Ask title={words.title(identity)} doIt={words.doIt} grave close={close} act={() => void give(identity, 'Reset', { type })}>
      <Radio.Group label={words.choice} description={words.hint} value={type} onChange={(value) => setType(value as typeof type)}>
        <div className="stack tight">
          <Radio value="Soft" label={words.soft} />
          <Radio value="Hard" label={words.hard} />
        </div>
      </Radio.Group>
    </Ask>
  );
}

type Trigger = Schemas['OcppTriggerMessageRequest']['requestedMessage'];
const triggers: Trigger[] = [
  'StatusNotification',
  'MeterValues',
  'Heartbeat',
  'BootNotification',
  'FirmwareStatusNotification',
  'DiagnosticsStatusNotification',
];

export function TriggerDialog({ identity, close }: Omit<Props, 'connectorId'>) {
  const words = texts.give.trigger;
  const give = useGive();
  const [message, setMessage] = useState<Trigger>('StatusNotification');
  return (
    <Ask
      title={words.title(identity)}
      doIt={words.doIt}
      close={close}
      act={() => void give(identity, 'TriggerMessage', { requestedMessage: message })}
    >
      <Select
        label={words.choice}
        description={words.hint}
        data={triggers}
        value={message}
        onChange={(value) => value && setMessage(value as Trigger)}
        allowDeselect={false}
      />
    </Ask>
  );
}
