// A small charging station by ocpp-rpc, for the lab to judge: two outlets whose cables a rig of HTTP requests (lab-rig.json) puts in and draws.
import { createServer } from 'node:http';
import { RPCClient } from 'ocpp-rpc';

const outlets = new Map([1, 2].map((number) => [number, { status: 'Available', plugged: false, transaction: undefined }]));
const keys = new Map([
  ['AuthorizeRemoteTxRequests', 'false'],
  ['LocalPreAuthorize', 'false'],
  ['MeterValueSampleInterval', '60'],
  ['NumberOfConnectors', '2'],
  ['SupportedFeatureProfiles', 'Core'],
]);
const fixed = ['NumberOfConnectors', 'SupportedFeatureProfiles'];
let station;

const now = () => new Date().toISOString();
const later = (work) => setImmediate(() => work().catch((error) => console.log(error.message)));

async function tell(number, status = outlets.get(number).status) {
  if (number > 0) outlets.get(number).status = status;
  await station.call('StatusNotification', { connectorId: number, errorCode: 'NoError', status, timestamp: now() });
}

async function start(number, idTag) {
  const outlet = outlets.get(number);
  const { transactionId } = await station.call('StartTransaction', { connectorId: number, idTag, meterStart: 0, timestamp: now() });
  outlet.transaction = transactionId;
  await tell(number, 'Charging');
}

async function stop(number, reason) {
  const outlet = outlets.get(number);
  const transactionId = outlet.transaction;
  outlet.transaction = undefined;
  await station.call('StopTransaction', { transactionId, meterStop: 10, timestamp: now(), reason });
  await tell(number, 'Finishing');
}

const answers = {
  RemoteStartTransaction({ connectorId, idTag }) {
    const outlet = outlets.get(connectorId);
    if (!outlet?.plugged || outlet.transaction !== undefined) return { status: 'Rejected' };
    later(() => start(connectorId, idTag));
    return { status: 'Accepted' };
  },
  RemoteStopTransaction({ transactionId }) {
    const found = [...outlets].find(([, outlet]) => outlet.transaction === transactionId);
    if (!found) return { status: 'Rejected' };
    later(() => stop(found[0], 'Remote'));
    return { status: 'Accepted' };
  },
  GetConfiguration({ key }) {
    const wanted = key?.length ? key : [...keys.keys()];
    const known = wanted.filter((name) => keys.has(name));
    return {
      configurationKey: known.map((name) => ({ key: name, readonly: fixed.includes(name), value: keys.get(name) })),
      unknownKey: wanted.filter((name) => !keys.has(name)),
    };
  },
  ChangeConfiguration({ key, value }) {
    if (!keys.has(key)) return { status: 'NotSupported' };
    if (fixed.includes(key)) return { status: 'Rejected' };
    keys.set(key, value);
    return { status: 'Accepted' };
  },
  UnlockConnector: ({ connectorId }) => ({ status: outlets.has(connectorId) ? 'Unlocked' : 'NotSupported' }),
  ChangeAvailability: () => ({ status: 'Rejected' }),
  Reset: () => ({ status: 'Rejected' }),
  DataTransfer: () => ({ status: 'UnknownVendorId' }),
};

const rig = createServer(async (request, response) => {
  const [, number, plugged] = request.url.split('/').map(Number);
  const outlet = outlets.get(number);
  if (outlet.plugged !== Boolean(plugged)) {
    outlet.plugged = Boolean(plugged);
    // The plug's owner does not wait for the network.
    later(async () => {
      if (!plugged && outlet.transaction !== undefined) await stop(number, 'EVDisconnected');
      await tell(number, plugged ? 'Preparing' : 'Available');
    });
  }
  response.end();
});
rig.listen(0, '127.0.0.1', () => console.log(`LISTENING ${rig.address().port}`));

process.stdin.on('end', () => process.exit(0)).resume();
// Where to go and as whom comes as a line: the address, a space, the identity.
process.stdin.once('data', async (line) => {
  const [endpoint, identity] = String(line).trim().split(' ');
  station = new RPCClient({ endpoint, identity, protocols: ['ocpp1.6'], strictMode: true });
  for (const [action, answer] of Object.entries(answers)) station.handle(action, ({ params }) => answer(params));
  await station.connect();
  await station.call('BootNotification', { chargePointVendor: 'Peers', chargePointModel: 'ocpp-rpc' });
  for (const number of [0, 1, 2]) await tell(number, 'Available');
});
