// A small management system by ocpp-rpc with an operators' API of its own, for the lab to judge by a mapping file (lab-desk.json). It keeps
// transactions, connector statuses and reservations, in memory, in words of its own.
import { createServer } from 'node:http';
import { RPCServer } from 'ocpp-rpc';

const tags = new Map();
const sessions = new Map();
const outlets = new Map();
const bookings = new Map();
const stations = new Map();
let last = 40;

const verdictOn = (tag) => ({ idTagInfo: { status: tags.get(tag) ?? 'Invalid' } });

const answers = {
  BootNotification: () => ({ status: 'Accepted', currentTime: new Date().toISOString(), interval: 300 }),
  Heartbeat: () => ({ currentTime: new Date().toISOString() }),
  Authorize: ({ idTag }) => verdictOn(idTag),
  StatusNotification({ connectorId, status }) {
    outlets.set(connectorId, { state: status });
    return {};
  },
  StartTransaction({ connectorId, idTag, reservationId }) {
    const answer = { transactionId: ++last, ...verdictOn(idTag) };
    sessions.set(last, { outlet: connectorId, card: idTag });
    if (bookings.has(reservationId)) bookings.get(reservationId).state = 'used';
    return answer;
  },
  StopTransaction({ transactionId, reason }) {
    const session = sessions.get(transactionId);
    if (session) session.ended = { why: reason ?? 'Local' };
    return {};
  },
  MeterValues: () => ({}),
  DataTransfer: () => ({ status: 'UnknownVendorId' }),
  DiagnosticsStatusNotification: () => ({}),
  FirmwareStatusNotification: () => ({}),
};

const csms = new RPCServer({ protocols: ['ocpp1.6'], strictMode: true });
csms.on('client', (station) => {
  stations.set(station.identity, station);
  for (const [action, answer] of Object.entries(answers)) station.handle(action, ({ params }) => answer(params));
});

async function command(station, action, payload) {
  const answer = await stations.get(station).call(action, payload);
  if (action === 'ReserveNow' && answer.status === 'Accepted')
    bookings.set(payload.reservationId, { outlet: payload.connectorId, card: payload.idTag, state: 'open' });
  if (action === 'CancelReservation' && answer.status === 'Accepted') bookings.get(payload.reservationId).state = 'cancelled';
}

const kept = { sessions, outlets, bookings };

const api = createServer(async (request, response) => {
  const reply = (code, body) => response.writeHead(code, { 'Content-Type': 'application/json' }).end(JSON.stringify(body ?? null));
  const [, what, first, second] = request.url.split('/').map(decodeURIComponent);
  const body = await new Response(request).json().catch(() => null);
  if (what === 'cards') {
    tags.set(first, body.verdict);
    reply(200);
  } else if (what === 'stations') {
    // Whoever ordered it need not wait for the station.
    command(first, second, body).catch((error) => console.log(`${second}: ${error.message}`));
    reply(202);
  } else if (kept[what]?.has(Number(first))) reply(200, kept[what].get(Number(first)));
  else reply(404);
});

const socket = await csms.listen(0, '127.0.0.1');
api.listen(0, '127.0.0.1', () => console.log(`LISTENING ${socket.address().port} ${api.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
