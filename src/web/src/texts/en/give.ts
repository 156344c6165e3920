import { wordFor } from './words';

/** The dialogs that give a station a command. */
export const give = {
  give: {
    start: {
      title: (at: string) => `Start charging at ${at}`,
      tag: 'Id tag to charge for',
      hint: 'The station may check it with this CSMS first: an id tag that is not in the list is then refused.',
      needed: 'Give the id tag the session is for.',
    },
    stop: {
      title: (at: string) => `Stop the session at ${at}`,
      hint: (energy: string, tag: string) => `${energy} so far for ${tag}. The session ends and cannot be taken up again.`,
    },
    availability: {
      title: (at: string) => `Availability of ${at}`,
      choice: 'Availability',
      operative: 'In service: drivers can charge here',
      inoperative: 'Out of service, once a running session has ended',
      doIt: 'Change',
    },
    reset: {
      title: (at: string) => `Reset ${at}`,
      choice: 'Kind of reset',
      soft: 'Soft: end sessions in order, then restart',
      hard: 'Hard: restart at once',
      hint: 'Either ends the sessions that run there.',
      doIt: 'Reset',
    },
    trigger: {
      title: (at: string) => `Ask ${at} for a message`,
      choice: 'Message',
      hint: 'The station sends it at once; it is then seen under Messages.',
      doIt: 'Ask',
    },
    sending: 'Sending…',
    wordFor,
    outcome: {
      scheduled: 'Scheduled: takes effect when the session ends',
      done: 'Done',
      error: (code: string, text: string) => `Refused: ${code} ${text}`.trim(),
      answered: (status: string) => `The station answered ${status}`,
      timedOut: 'No answer in time; the station may have done it all the same',
      expired: 'Not sent: the station did not connect in time',
      superseded: (by: string) => `Not sent: command ${by} took its place`,
      cancelled: 'Not sent: taken back',
      failed: 'It could not be done',
      sent: 'Sent; the station has not answered yet',
      queued: 'Waiting for the station to connect',
    },
  },
};
