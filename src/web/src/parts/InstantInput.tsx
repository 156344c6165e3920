import { TextInput } from '@mantine/core';
import { instantOf, localOf } from '../words/times';

type Props = { label: string; description?: string; value: string | null; change: (instant: string | null) => void };

/** Asks for an instant by the browser's clock; empty is none. */
export function InstantInput({ label, description, value, change }: Props) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      description={description}
      value={value ? localOf(value) : ''}
      onChange={(e) => change(e.currentTarget.value ? instantOf(e.currentTarget.value) : null)}
    />
  );
}
