import type { Schemas } from '../api/client';
import type { Tone } from '../words/states';

export type Reservation = Schemas['ReservationView'];

const tones: Record<string, Tone> = {
  Requested: 'blue',
  Active: 'violet',
  Refused: 'red',
  Used: 'green',
  Expired: 'grey',
  Cancelled: 'grey',
  Replaced: 'grey',
  Lost: 'amber',
};

/** Every state of a reservation, in the order of its life. */
export const reservationStates = Object.keys(tones);

export const reservationTone = (state: string): Tone => tones[state] ?? 'grey';

/** Whether there is something to give up. */
export const isOpen = ({ state }: Pick<Reservation, 'state'>) => state === 'Requested' || state === 'Active';
