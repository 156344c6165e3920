import type { Texts } from '..';
import { wordFor } from './words';

/** The dialogs that give a station a command. */
export const give: Pick<Texts, 'give'> = {
  give: {
    start: {
      title: (at: string) => `Laden starten an ${at}`,
      tag: 'Kennung, auf die geladen wird',
      hint: 'Die Station kann sie erst bei diesem CSMS prüfen: Eine Kennung, die nicht verzeichnet ist, wird dann abgelehnt.',
      needed: 'Geben Sie die Kennung an, auf die geladen wird.',
    },
    stop: {
      title: (at: string) => `Ladevorgang beenden an ${at}`,
      hint: (energy: string, tag: string) =>
        `Bisher ${energy} für ${tag}. Der Ladevorgang endet und kann nicht fortgesetzt werden.`,
    },
    availability: {
      title: (at: string) => `Verfügbarkeit von ${at}`,
      choice: 'Verfügbarkeit',
      operative: 'In Betrieb: es kann geladen werden',
      inoperative: 'Außer Betrieb, sobald ein laufender Ladevorgang beendet ist',
      doIt: 'Ändern',
    },
    reset: {
      title: (at: string) => `${at} neu starten`,
      choice: 'Art des Neustarts',
      soft: 'Sanft: Ladevorgänge ordentlich beenden, dann neu starten',
      hard: 'Hart: sofort neu starten',
      hint: 'Beides beendet, was dort lädt.',
      doIt: 'Neu starten',
    },
    trigger: {
      title: (at: string) => `Nachricht von ${at} anfordern`,
      choice: 'Nachricht',
      hint: 'Die Station schickt sie sofort; sie steht dann unter Nachrichten.',
      doIt: 'Anfordern',
    },
    sending: 'Wird geschickt…',
    wordFor,
    outcome: {
      scheduled: 'Vorgemerkt: gilt, wenn der Ladevorgang endet',
      done: 'Erledigt',
      error: (code: string, text: string) => `Abgelehnt: ${code} ${text}`.trim(),
      answered: (status: string) => `Die Station hat mit ${status} geantwortet`,
      timedOut: 'Keine rechtzeitige Antwort; die Station kann es dennoch getan haben',
      expired: 'Nicht geschickt: die Station hat sich nicht rechtzeitig verbunden',
      superseded: (by: string) => `Nicht geschickt: Befehl ${by} trat an seine Stelle`,
      cancelled: 'Nicht geschickt: zurückgenommen',
      failed: 'Es konnte nicht getan werden',
      sent: 'Geschickt; die Station hat noch nicht geantwortet',
      queued: 'Wartet, bis sich die Station verbindet',
    },
  },
};
