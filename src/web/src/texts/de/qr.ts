export const qr = {
  qr: {
    open: 'QR-Codes für Fahrer…',
    title: (identity: string) => `QR-Codes von ${identity}`,
    hint: 'Jeder führt auf eine Seite fürs Telefon: Zustand, Preis, Starten und Beenden. Wer ihn scannt, sieht nur diesen Anschluss.',
    alt: (id: number) => `QR-Code von Anschluss ${id}`,
    make: (id: number) => `Einen für Anschluss ${id} machen`,
    print: 'Drucken',
    renew: 'Neu machen',
    renewTitle: (id: number) => `Eine andere Adresse für Anschluss ${id}`,
    renewHint: 'Der gedruckte Code führt dann nirgends mehr hin. Den neuen drucken und auf die Station kleben.',
  },
};
