import type { Command } from '../api/client';
import type { StateEvent } from '../live/events';
import { texts } from '../texts';

export type Tone = 'green' | 'blue' | 'teal' | 'amber' | 'violet' | 'grey' | 'red';

const tones: Record<string, Tone> = {
  Available: 'green',
  Preparing: 'blue',
  Charging: 'teal',
  SuspendedEV: 'amber',
  SuspendedEVSE: 'amber',
  Finishing: 'violet',
  Reserved: 'violet',
  Unavailable: 'grey',
  Faulted: 'red',
};

/** Every status of the standard, in the order in which it is counted. */
export const statuses = Object.keys(tones);

export const statusTone = (status: string): Tone => tones[status] ?? 'grey';

/** A status that the standard does not know is shown as it came. */
export const statusWord = (status: string) => texts.status[status] ?? status;

export type Outcome = { tone: 'good' | 'bad' | 'waiting'; words: string };

export const actionWord = (action: string) => texts.give.wordFor[action] ?? action;

type Result = Pick<Command, 'state' | 'status' | 'errorCode' | 'errorText' | 'supersededBy'>;

/** What became of a command. */
export function outcome(command: Result): Outcome {
  const words = texts.give.outcome;
  switch (command.state) {
    case 'Answered':
      return { tone: 'good', words: command.status === 'Scheduled' ? words.scheduled : (command.status ?? words.done) };
    case 'Refused':
      return {
        tone: 'bad',
        words: command.errorCode ? words.error(command.errorCode, command.errorText ?? '') : words.answered(command.status ?? ''),
      };
    case 'TimedOut':
      return { tone: 'bad', words: words.timedOut };
    case 'Expired':
      return { tone: 'bad', words: words.expired };
    case 'Superseded':
      return { tone: 'waiting', words: words.superseded(String(command.supersededBy ?? '')) };
    case 'Cancelled':
      return { tone: 'waiting', words: words.cancelled };
    case 'Failed':
      return { tone: 'bad', words: command.errorText ?? words.failed };
    case 'Sent':
      return { tone: 'waiting', words: words.sent };
    default:
      return { tone: 'waiting', words: words.queued };
  }
}

/** One sentence for an event; of a kind that has none, its name. */
export const sentence = ({ kind, change }: StateEvent) => texts.events[kind]?.(change) ?? kind;
