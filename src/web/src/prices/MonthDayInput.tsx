import { Select } from '@mantine/core';
import { texts } from '../texts';

const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const two = (value: number) => String(value).padStart(2, '0');
const monthNames = longest.map((_, month) =>
  new Date(Date.UTC(2024, month, 1)).toLocaleDateString(texts.locale, { month: 'long', timeZone: 'UTC' }),
);

/** Asks for a day of the year, as 11-01. */
export function MonthDayInput({ label, value, change }: { label: string; value: string; change: (value: string) => void }) {
  const [month, day] = value.split('-').map(Number) as [number, number];
  return (
    <fieldset className="month-day">
      <legend>{label}</legend>
      <Select
        aria-label={texts.prices.dayOfMonth}
        allowDeselect={false}
        data={Array.from({ length: longest[month - 1]! }, (_, at) => String(at + 1))}
        value={String(day)}
        onChange={(chosen) => change(`${two(month)}-${two(Number(chosen))}`)}
      />
      <Select
        aria-label={texts.drivers.month}
        allowDeselect={false}
        data={monthNames.map((name, at) => ({ value: String(at + 1), label: name }))}
        value={String(month)}
        onChange={(chosen) => change(`${two(Number(chosen))}-${two(Math.min(day, longest[Number(chosen) - 1]!))}`)}
      />
    </fieldset>
  );
}
