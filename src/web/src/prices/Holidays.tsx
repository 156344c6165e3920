import { Button, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useState } from 'react';
import { texts } from '../texts';

const words = texts.prices;

/** Asks for the days that are holidays for this tariff. */
export function Holidays({ value, change }: { value: readonly string[]; change: (days: string[]) => void }) {
  const [day, setDay] = useState('');
  return (
    <fieldset className="plain-set stack tight">
      <legend>{words.holidays}</legend>
      <p className="quiet small">{words.holidaysHint}</p>
      {value.length > 0 && (
        <ul className="row tight">
          {value.map((one) => (
            <li key={one}>
              <Button
                size="compact-sm"
                variant="default"
                rightSection={<X size={13} aria-hidden />}
                aria-label={words.removeHoliday(one)}
                onClick={() => change(value.filter((other) => other !== one))}
              >
                {one}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="row" style={{ alignItems: 'end' }}>
        <TextInput type="date" aria-label={words.holiday} value={day} onChange={(e) => setDay(e.currentTarget.value)} />
        <Button
          variant="default"
          disabled={day === ''}
          onClick={() => {
            change([...new Set([...value, day])].sort());
            setDay('');
          }}
        >
          {words.addHoliday}
        </Button>
      </div>
    </fieldset>
  );
}
