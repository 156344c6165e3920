/** Words that several screens need. */
export const connector = (id: number | undefined) => (id ? `Connector ${id}` : 'The station');
export const status: Record<string, string> = {
  Available: 'Available',
  Preparing: 'Preparing',
  Charging: 'Charging',
  SuspendedEV: 'Paused by car',
  SuspendedEVSE: 'Paused by station',
  Finishing: 'Finishing',
  Reserved: 'Reserved',
  Unavailable: 'Out of service',
  Faulted: 'Faulted',
};
export const wordFor: Record<string, string> = {
  RemoteStartTransaction: 'Start',
  RemoteStopTransaction: 'Stop',
  UnlockConnector: 'Unlock',
  ChangeAvailability: 'Availability',
  ChangeConfiguration: 'Configuration change',
  GetConfiguration: 'Configuration',
  TriggerMessage: 'Ask for a message',
  ClearCache: 'Clear the cache',
  GetCompositeSchedule: 'Schedule',
  SetChargingProfile: 'Charging profile',
  ClearChargingProfile: 'Remove a charging profile',
  Reset: 'Reset',
};
export const kWh = (wattHours: number | null | undefined) => `${((wattHours ?? 0) / 1000).toFixed(3)} kWh`;
export function money(amount: number, currency = ''): string {
  try {
    return amount.toLocaleString('en-GB', { style: 'currency', currency });
  } catch {
    return `${amount} ${currency}`;
  }
}
