import { texts } from '../texts';

const number = (value: number, digits: number) =>
  value.toLocaleString(texts.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const count = (value: number) => number(value, 0);
export const kiloWattHours = (wattHours: number | null | undefined) => number((wattHours ?? 0) / 1000, 3);
export const energy = (wattHours: number | null | undefined) => `${kiloWattHours(wattHours)} kWh`;

export function power(watts: number | null | undefined): string {
  if (watts === null || watts === undefined) return texts.nothing;
  if (watts === 0) return '0 kW';
  return watts >= 1000 ? `${number(watts / 1000, 2)} kW` : `${number(watts, 0)} W`;
}

/** Hours, minutes and seconds between two instants, days before them where there are any. */
export function duration(from: string | number, to: string | number = Date.now()): string {
  const seconds = Math.max(0, Math.floor((new Date(to).getTime() - new Date(from).getTime()) / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  return `${days > 0 ? `${days} d ` : ''}${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** An amount of money; a currency that the browser does not know is named by its code. */
export function money(amount: number, currency: string): string {
  try {
    return amount.toLocaleString(texts.locale, { style: 'currency', currency, maximumFractionDigits: 6 });
  } catch {
    return `${number(amount, 2)} ${currency}`;
  }
}

/** A quantity with as many digits as it has, at most three. */
export const quantity = (value: number) => value.toLocaleString(texts.locale, { maximumFractionDigits: 3 });
