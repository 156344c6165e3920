/** Words that several screens need. */
export const connector = (id: number | undefined) => (id ? `Anschluss ${id}` : 'Die Station');
export const kWh = (wattHours: number | null | undefined) => `${((wattHours ?? 0) / 1000).toFixed(3).replace('.', ',')} kWh`;
export const countOfStations = (count: number) => `${count} ${count === 1 ? 'Station' : 'Stationen'}`;
export const keys = (count: number) => `${count} Schlüssel`;

export const status: Record<string, string> = {
  Available: 'Frei',
  Preparing: 'Vorbereitung',
  Charging: 'Lädt',
  SuspendedEV: 'Pause durch Auto',
  SuspendedEVSE: 'Pause durch Station',
  Finishing: 'Abschluss',
  Reserved: 'Reserviert',
  Unavailable: 'Außer Betrieb',
  Faulted: 'Gestört',
};
export const wordFor: Record<string, string> = {
  RemoteStartTransaction: 'Starten',
  RemoteStopTransaction: 'Beenden',
  UnlockConnector: 'Entriegeln',
  ChangeAvailability: 'Verfügbarkeit',
  ChangeConfiguration: 'Konfiguration ändern',
  GetConfiguration: 'Konfiguration lesen',
  TriggerMessage: 'Nachricht anfordern',
  ClearCache: 'Kartenspeicher leeren',
  GetCompositeSchedule: 'Ladeplan',
  SetChargingProfile: 'Ladeprofil',
  ClearChargingProfile: 'Ladeprofil entfernen',
  Reset: 'Neustart',
};
export function money(amount: number, currency = ''): string {
  try {
    return amount.toLocaleString('de-DE', { style: 'currency', currency });
  } catch {
    return `${amount} ${currency}`;
  }
}
