/** The first five minutes of an installation. */
export const first = {
  first: {
    title: 'Three steps to the first charge',
    hint: 'This installation is empty. Each step shows here as done as soon as it is.',
    states: { done: 'Done', waiting: 'Waiting', now: 'Next', later: 'Later' },
    site: 'Name the site',
    siteName: 'Name',
    siteExample: 'As Mill Street garage',
    zone: 'Time zone',
    doName: 'Name it',
    station: 'Add a station',
    stationHint: 'You get address, identity and password to type into it, and see here when it connects.',
    waits: 'is registered. It is waited for: type its address and password into it.',
    charge: 'Charge for the first time',
    chargeHint: 'Plug a car in. Then make a card known and start with it from here, or hold a known card to the station.',
    tag: 'Number of the card',
    doCharge: 'Make it known and start',
  },
};
