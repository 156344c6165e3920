import { chosenOf } from '../texts/choice';
import { connector as de } from '../texts/de/connector';
import { connector as en } from '../texts/en/connector';

const languages: Record<string, typeof en> = { en, de };

export const language = chosenOf(languages, null, globalThis.navigator?.languages ?? []);
export const words = languages[language]!;

const number = (value: number, least: number, most = least) =>
  value.toLocaleString(words.locale, { minimumFractionDigits: least, maximumFractionDigits: most });

export const percent = (value: number) => number(value, 0, 2);
export const energy = (wattHours: number) => `${number(wattHours / 1000, 2)} kWh`;
export const power = (watts: number) => `${number(watts / 1000, 1)} kW`;

/** Money; a currency that the browser does not know is named by its code. */
export function money(amount: number, currency: string): string {
  try {
    return amount.toLocaleString(words.locale, { style: 'currency', currency, maximumFractionDigits: 4 });
  } catch {
    return `${number(amount, 2, 4)} ${currency}`;
  }
}

/** Hours and minutes between two instants. */
export function duration(from: string, to: number): string {
  const minutes = Math.max(0, Math.floor((to - new Date(from).getTime()) / 60_000));
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
