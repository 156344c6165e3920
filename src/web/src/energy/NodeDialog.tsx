import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Amount } from '../parts/Amount';
import { Ask } from '../parts/Ask';
import { WindowInput } from '../parts/WindowInput';
import { texts } from '../texts';
import { type PlanNode, type PlanSchedule, windowsOf } from './plan';

const words = texts.energy;
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'];

type Props = { title: string; node: PlanNode; isSite: boolean; close: () => void; act: (node: PlanNode) => Promise<void> };

/** Asks for the limit of a node and for the schedules in whose times another one holds. */
export function NodeDialog({ title, node, isSite, close, act }: Props) {
  const [name, setName] = useState(node.name ?? '');
  const [amperes, setAmperes] = useState(node.amperes ?? null);
  const [kilowatts, setKilowatts] = useState(node.kilowatts ?? null);
  // Numbered, so that a field keeps its place while others come and go.
  const [schedules, setSchedules] = useState(() => (node.schedules ?? []).map((schedule, key) => ({ key, schedule })));
  const [next, setNext] = useState(schedules.length);
  const put = (key: number, part: Partial<PlanSchedule>) =>
    setSchedules((all) => all.map((one) => (one.key === key ? { key, schedule: { ...one.schedule, ...part } } : one)));
  return (
    <Ask
      title={title}
      doIt={words.save}
      close={close}
      act={() => act({ ...node, name: name.trim(), amperes, kilowatts, schedules: schedules.map(({ schedule }) => schedule) })}
    >
      <TextInput
        label={words.name}
        name="name"
        value={name}
        maxLength={80}
        onChange={(e) => setName(e.currentTarget.value)}
        data-autofocus={name === '' || undefined}
      />
      <div className="row two">
        <Amount label={words.amperes} name="amperes" value={amperes} change={setAmperes} unit="A" decimals={1} most={10_000} />
        <Amount
          label={words.kilowatts}
          name="kilowatts"
          value={kilowatts}
          change={setKilowatts}
          unit="kW"
          decimals={3}
          most={100_000}
        />
      </div>
      <p className="quiet small">{isSite ? words.siteNodeHint : words.nodeHint}</p>
      {schedules.map(({ key, schedule }) => (
        <fieldset key={key} className="schedule-fields stack tight">
          <legend className="unseen">{words.schedule}</legend>
          <div className="row spread" style={{ alignItems: 'end' }}>
            <TextInput
              label={words.scheduleName}
              value={schedule.name ?? ''}
              maxLength={80}
              onChange={(e) => put(key, { name: e.currentTarget.value })}
            />
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setSchedules((all) => all.filter((one) => one.key !== key))}
              aria-label={words.removeNode(schedule.name ?? '')}
            >
              {words.remove}
            </Button>
          </div>
          {windowsOf(schedule).map((window, at) => (
            <WindowInput
              // biome-ignore lint/suspicious/noArrayIndexKey: windows have nothing else
              key={at}
              value={window}
              change={(value) => put(key, { windows: windowsOf(schedule).map((one, place) => (place === at ? value : one)) })}
            />
          ))}
          <div className="row two">
            <Amount
              label={words.amperes}
              value={schedule.amperes ?? null}
              change={(value) => put(key, { amperes: value })}
              unit="A"
              decimals={1}
              most={10_000}
            />
            <Amount
              label={words.kilowatts}
              value={schedule.kilowatts ?? null}
              change={(value) => put(key, { kilowatts: value })}
              unit="kW"
              decimals={3}
              most={100_000}
            />
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            const schedule = { name: words.newSchedule, windows: [{ days: weekdays, from: '17:00', to: '20:00' }], amperes };
            setSchedules((all) => [...all, { key: next, schedule }]);
            setNext(next + 1);
          }}
        >
          {words.addSchedule}
        </Button>
      </div>
    </Ask>
  );
}
