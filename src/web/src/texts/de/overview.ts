import type { Texts } from '..';
import { connector } from './words';

/** The overview. */
export const overview: Pick<Texts, 'overview'> = {
  overview: {
    title: 'Übersicht',
    connected: 'Verbundene Stationen',
    ofAll: (some: number, every: number) => `${some} von ${every}`,
    running: 'Laufende Ladevorgänge',
    power: 'Leistung jetzt',
    energy: 'Energie laufender Vorgänge',
    attention: 'Braucht Sie',
    calm: 'Nichts braucht Sie. Störungen, Stationen ohne Verbindung, abgelehnte Befehle und offene Fälle erscheinen hier.',
    sites: 'Standorte',
    runningTitle: 'Laufende Ladevorgänge',
    noneRunning: 'Kein Auto lädt. Halten Sie eine Karte an eine Station, oder starten Sie an einem Anschluss einen Ladevorgang.',
    noneRunningViewer: 'Kein Auto lädt.',
    feed: 'Geschehen',
    feedEmpty: 'Noch ist nichts geschehen. Verbindungen, Zustände und Ladevorgänge erscheinen hier, wie sie kommen.',
    csms: 'CSMS',
    noStations: 'Noch ist keine Station angemeldet',
    noStationsHint: 'Fügen Sie die erste hinzu: Sie bekommen Adresse, Kennung und Passwort, die in sie einzutragen sind.',
    noStationsViewer: 'Ein Betreiber fügt die erste hinzu.',
    siteStations: (connected: number, all: number) => `${connected} von ${all} verbunden`,
    more: (count: number) => `und ${count} weitere`,
    faulted: (id: number) => `${connector(id)} ist gestört`,
    offline: (since: string) => `Ohne Verbindung seit ${since}`,
    never: 'War noch nie verbunden',
    case: (kind: string, detail: string) => `${kind}: ${detail}`,
    command: (action: string, outcome: string) => `${action}: ${outcome}`,
    security: (type: string) => `Sicherheitsereignis ${type}`,
    certificate: (at: string) => `Das Zertifikat endet am ${at}`,
    look: 'Ansehen',
    hidden: (count: number) => `${count} weitere dieser Art`,
  },
};
