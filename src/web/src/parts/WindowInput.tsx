import { TextInput } from '@mantine/core';
import { texts } from '../texts';
import { dayName, days, type Window } from './week';
import './week.css';

type Props = { value: Window; change: (value: Window) => void };

// Of a control for the time of day midnight is 00:00, also where it is the end of the day.
const shownEnd = (to: string) => (to === '24:00' ? '00:00' : to);

/** Asks for times of the week: on which days it begins, from when to when. */
export function WindowInput({ value, change }: Props) {
  const words = texts.week;
  return (
    <div className="stack tight">
      <DaysInput value={value.days} change={(chosen) => change({ ...value, days: chosen })} />
      <div className="row">
        <TextInput
          type="time"
          label={words.from}
          value={value.from}
          onChange={(e) => change({ ...value, from: e.currentTarget.value || '00:00' })}
        />
        <TextInput
          type="time"
          label={words.to}
          value={shownEnd(value.to)}
          onChange={(e) =>
            change({ ...value, to: e.currentTarget.value === '00:00' ? '24:00' : e.currentTarget.value || '24:00' })
          }
        />
        {value.to !== '24:00' && value.to <= value.from && <span className="quiet small">{words.nextDay}</span>}
      </div>
    </div>
  );
}

export function DaysInput({ value, change }: { value: readonly string[]; change: (value: string[]) => void }) {
  return (
    <fieldset className="days">
      <legend>{texts.week.days}</legend>
      <div>
        {days.map((name, day) => (
          <label key={name} title={dayName(day, 'long')}>
            <input
              type="checkbox"
              name={name}
              checked={value.includes(name)}
              onChange={(e) => change(days.filter((one) => (one === name ? e.currentTarget.checked : value.includes(one))))}
            />
            {dayName(day)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
