import type { Schemas } from '../api/client';
import type { Tone } from '../words/states';

export type Campaign = Schemas['CampaignView'];
export type CampaignRequest = Schemas['CampaignRequest'];

export const campaignKinds = [
  'Firmware',
  'Configuration',
  'LocalList',
  'CertificateRenewal',
  'RootCertificate',
  'Password',
] as const;
export type CampaignKind = (typeof campaignKinds)[number];

export const verbs = ['go-ahead', 'resume', 'retry', 'pause', 'cancel'] as const;
export type Verb = (typeof verbs)[number];

const stateTones: Record<string, Tone> = {
  Running: 'teal',
  Resting: 'blue',
  Awaiting: 'amber',
  Paused: 'grey',
  Stopped: 'red',
  Cancelled: 'grey',
  Done: 'green',
};
const partTones: Record<string, Tone> = { Waiting: 'grey', Running: 'teal', Done: 'green', Failed: 'red', Skipped: 'violet' };

export const stateTone = (state: string): Tone => stateTones[state] ?? 'grey';
export const partTone = (state: string): Tone => partTones[state] ?? 'grey';

/** What a person may say of a campaign as it is now, the most useful first. */
export function verbsOf({ state, failed }: Pick<Campaign, 'state' | 'failed'>): Verb[] {
  const may: Record<Verb, boolean> = {
    'go-ahead': state === 'Awaiting' || state === 'Resting',
    resume: state === 'Paused' || state === 'Stopped',
    retry: failed > 0 && state !== 'Cancelled',
    pause: state === 'Running' || state === 'Resting' || state === 'Awaiting',
    cancel: state !== 'Cancelled' && state !== 'Done',
  };
  return verbs.filter((verb) => may[verb]);
}

/** Keys and values as they are typed, one a line: KEY=VALUE. Lines without a sign are left out. */
export function valuesOf(text: string): { key: string; value: string }[] {
  return text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    return at > 0 ? [{ key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }] : [];
  });
}
