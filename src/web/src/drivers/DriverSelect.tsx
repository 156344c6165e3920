import { Select } from '@mantine/core';
import { texts } from '../texts';
import { useDrivers } from './access';

const words = texts.drivers;

/** Asks whose a card is; nobody's where none is chosen. */
export function DriverSelect({ value, change }: { value: number | null; change: (driver: number | null) => void }) {
  const drivers = useDrivers();
  return (
    <Select
      label={words.driver}
      placeholder={words.nobody}
      clearable
      searchable
      limit={50}
      nothingFoundMessage={words.noMatch}
      data={(drivers.data ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
      value={value === null ? null : String(value)}
      onChange={(chosen) => change(chosen ? Number(chosen) : null)}
    />
  );
}
