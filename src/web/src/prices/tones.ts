import type { Tone } from '../words/states';

const tones: Tone[] = ['blue', 'amber', 'violet', 'green', 'red'];

/** The colour of a band by its number; the tariff's own prices have that of the house. */
export const bandTone = (band: number | null): Tone => (band === null ? 'teal' : tones[band % tones.length]!);
