import type { Schemas } from '../api/client';

/** A key as the station told it, and how it stands to the template where that has it. */
export type KeyLine = { key: string; told: Schemas['ConfigurationKeyView'] | null; drift: Schemas['DriftKeyView'] | null };

/** All keys that the station told or that its template has, in the order of their names. */
export function keyLines(configuration: Schemas['ConfigurationView'], drift: Schemas['DriftView'] | null): KeyLine[] {
  const lines = new Map<string, KeyLine>();
  for (const told of configuration.keys) lines.set(told.key.toLowerCase(), { key: told.key, told, drift: null });
  for (const one of drift?.keys ?? []) {
    const known = lines.get(one.key.toLowerCase());
    lines.set(one.key.toLowerCase(), { key: known?.key ?? one.key, told: known?.told ?? null, drift: one });
  }
  return [...lines.values()].sort((one, other) => one.key.localeCompare(other.key, 'en'));
}

export const drifts = (line: KeyLine) => line.drift !== null && line.drift.state !== 'InStep';

/** Those whose key or value holds the text; only what differs from the template where that is asked. */
export function chooseKeys(lines: readonly KeyLine[], text: string, onlyDrift: boolean): KeyLine[] {
  const sought = text.trim().toLowerCase();
  return lines.filter(
    (line) =>
      (!onlyDrift || drifts(line)) &&
      `${line.key} ${line.told?.value ?? ''} ${line.drift?.expected ?? ''}`.toLowerCase().includes(sought),
  );
}
