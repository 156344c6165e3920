import { Autocomplete, Button, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { texts } from '../texts';
import { Frames } from './Frames';
import { exportUrl, useTail } from './useTail';

const words = texts.messages;
const actions = [
  'Authorize',
  'BootNotification',
  'ChangeAvailability',
  'ChangeConfiguration',
  'ClearCache',
  'DataTransfer',
  'DiagnosticsStatusNotification',
  'FirmwareStatusNotification',
  'GetConfiguration',
  'Heartbeat',
  'MeterValues',
  'RemoteStartTransaction',
  'RemoteStopTransaction',
  'Reset',
  'SecurityEventNotification',
  'SendLocalList',
  'SetChargingProfile',
  'StartTransaction',
  'StatusNotification',
  'StopTransaction',
  'TriggerMessage',
  'UnlockConnector',
];

/** Every frame between the station and the CSMS: as they come, searched, one of them laid open. */
export function Messages({ identity }: { identity: string }) {
  const [live, setLive] = useState(true);
  const [text, setText] = useState('');
  const [action, setAction] = useState('');
  const [findings, setFindings] = useState(false);
  const [sought] = useDebouncedValue(text.trim(), 300);
  const [named] = useDebouncedValue(action.trim(), 300);
  const filter = { action: named || undefined, text: sought || undefined, findings };
  const tail = useTail(identity, filter, live);
  return (
    <div className="stack">
      <div className="messages-bar">
        <TextInput
          label={words.search}
          type="search"
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
          spellCheck={false}
        />
        <Autocomplete
          label={words.action}
          placeholder={words.any}
          data={actions}
          value={action}
          onChange={setAction}
          limit={40}
        />
        <Switch label={words.findings} checked={findings} onChange={(e) => setFindings(e.currentTarget.checked)} pb={8} />
        <Switch label={words.tail} checked={live} onChange={(e) => setLive(e.currentTarget.checked)} pb={8} />
        <Button component="a" href={exportUrl(identity, filter)} download={`${identity}.jsonl`} variant="default">
          {words.export}
        </Button>
      </div>
      <Frames tail={tail} />
    </div>
  );
}
