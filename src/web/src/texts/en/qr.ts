/** QR codes of connectors, to print. */
export const qr = {
  qr: {
    open: 'QR codes for drivers…',
    title: (identity: string) => `QR codes of ${identity}`,
    hint: 'Each leads to a page for telephones: state, price, start and stop. Whoever scans it sees that connector only.',
    alt: (id: number) => `QR code of connector ${id}`,
    make: (id: number) => `Make one for connector ${id}`,
    print: 'Print',
    renew: 'Make anew',
    renewTitle: (id: number) => `Another address for connector ${id}`,
    renewHint: 'The printed code leads nowhere from then on. Print the new one and stick it on the station.',
  },
};
