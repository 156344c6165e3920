import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts';

type Props = {
  label: string;
  value: number | null;
  change: (value: number | null) => void;
  description?: ReactNode;
  unit?: string;
  most?: number;
  decimals?: number;
  name?: string;
  autoFocus?: boolean;
};

const separators = new Intl.NumberFormat(texts.locale).formatToParts(1234567.5);
const separator = (type: string, other: string) => separators.find((part) => part.type === type)?.value ?? other;

/** Asks for a number of nothing or more, written as in the language of whoever is asked; empty is null. */
export function Amount({ label, value, change, description, unit, most, decimals = 6, name, autoFocus }: Props) {
  return (
    <NumberInput
      label={label}
      description={description}
      name={name}
      value={value ?? ''}
      onChange={(given) => change(typeof given === 'number' ? given : given === '' ? null : Number(given))}
      min={0}
      max={most}
      decimalScale={decimals}
      decimalSeparator={separator('decimal', '.')}
      thousandSeparator={separator('group', ',')}
      allowNegative={false}
      hideControls
      rightSection={unit ? <span className="quiet small">{unit}</span> : undefined}
      rightSectionWidth={unit ? Math.max(34, unit.length * 8 + 14) : undefined}
      rightSectionPointerEvents="none"
      data-autofocus={autoFocus || undefined}
    />
  );
}
