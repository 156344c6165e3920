import type { Texts } from '..';

/** What stands on every page, and what is said before there is one. */
export const general: Pick<
  Texts,
  | 'locale'
  | 'product'
  | 'skip'
  | 'close'
  | 'cancel'
  | 'done'
  | 'nothing'
  | 'loading'
  | 'retry'
  | 'earlier'
  | 'copy'
  | 'copied'
  | 'yes'
  | 'no'
  | 'problems'
  | 'signIn'
  | 'shell'
> = {
  locale: 'de-DE',
  product: 'Ampwright',
  skip: 'Zum Inhalt',
  close: 'Schließen',
  cancel: 'Abbrechen',
  done: 'Fertig',
  nothing: '–',
  loading: 'Lädt',
  retry: 'Noch einmal versuchen',
  earlier: 'Frühere zeigen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  yes: 'Ja',
  no: 'Nein',

  problems: {
    unreachable: 'Das CSMS ist nicht zu erreichen. Prüfen Sie, ob es läuft, und versuchen Sie es noch einmal.',
    unknown: (status: number) => `Das CSMS hat mit ${status} geantwortet.`,
    failed: 'Das konnte nicht geladen werden',
    broken: 'Diese Ansicht hat einen Fehler',
    brokenHint: 'Laden Sie die Seite neu. Kommt es wieder, sagen Sie dem Betreiber dieses CSMS, was hier steht.',
    lost: 'Unter dieser Adresse ist nichts',
    lostHint: 'Der Verweis kann alt sein, oder wohin er führte, wurde entfernt.',
    toOverview: 'Zur Übersicht',
  },

  signIn: {
    title: 'Bei Ampwright anmelden',
    name: 'Konto',
    password: 'Passwort',
    passwordHint: 'Der erste Start des CSMS hat das Passwort des Kontos „owner“ in seinem Terminal gezeigt.',
    code: 'Code',
    codeHint: 'Was der Authenticator zeigt, oder ein Wiederherstellungscode.',
    token: 'API-Token',
    tokenHint: 'Die Vorführung nennt beim Start die Datei, in der es steht.',
    doIt: 'Anmelden',
    byToken: 'Stattdessen ein API-Token verwenden',
    byAccount: 'Stattdessen ein Konto verwenden',
    ended: 'Ihre Sitzung ist beendet. Melden Sie sich wieder an.',
    secondFactorMissing:
      'Dieses Konto braucht zuerst einen zweiten Faktor. Richten Sie ihn mit POST /api/v1/session/second-factor ein, wie es docs/access.md sagt.',
  },

  shell: {
    menu: 'Menü',
    overview: 'Übersicht',
    stations: 'Stationen',
    sessions: 'Ladevorgänge',
    drivers: 'Fahrer',
    reservations: 'Reservierungen',
    energy: 'Energie',
    reports: 'Berichte',
    prices: 'Preise',
    campaigns: 'Kampagnen',
    security: 'Sicherheit',
    accounts: 'Konten',
    live: 'Live',
    connecting: 'Verbindet',
    reconnecting: 'Verbindet wieder',
    signOut: 'Abmelden',
    light: 'Hell',
    dark: 'Dunkel',
    auto: 'Wie das System',
    account: 'Konto und Aussehen',
    someSites: (count: number) => (count === 1 ? 'ein Standort' : `${count} Standorte`),
  },
};
