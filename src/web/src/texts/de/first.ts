export const first = {
  first: {
    title: 'Drei Schritte bis zum ersten Laden',
    hint: 'Diese Anlage ist noch leer. Jeder Schritt steht hier als erledigt, sobald er es ist.',
    states: { done: 'Erledigt', waiting: 'Wartet', now: 'Als Nächstes', later: 'Später' },
    site: 'Den Standort benennen',
    siteName: 'Name',
    siteExample: 'Etwa Garage Mühlenweg',
    zone: 'Zeitzone',
    doName: 'Benennen',
    station: 'Eine Station hinzufügen',
    stationHint: 'Sie bekommen Adresse, Kennung und Passwort zum Eintragen und sehen hier, wann die Station sich verbindet.',
    waits: 'ist angemeldet. Sie wird erwartet: Adresse und Passwort in sie eintragen.',
    charge: 'Zum ersten Mal laden',
    chargeHint:
      'Ein Auto anstecken. Dann hier eine Karte bekannt machen und mit ihr starten, oder eine bekannte Karte an die Station halten.',
    tag: 'Nummer der Karte',
    doCharge: 'Bekannt machen und starten',
  },
};
