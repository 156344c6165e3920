// A management system by ocpp-rpc, in strict mode: every payload, in and out, is held against the official schemas.
import { RPCServer } from 'ocpp-rpc';
import { Answers, converse } from './conversation.mjs';
import { obey, tell } from './lines.mjs';

// Told by whoever moves the time; else this computer's.
let clock;
const now = () => clock ?? new Date().toISOString();
const stations = new Map();
const answers = new Answers();
let transactions = 0;

answers.set('BootNotification', () => ({ status: 'Accepted', currentTime: now(), interval: 300 }));
answers.set('Heartbeat', () => ({ currentTime: now() }));
answers.set('StatusNotification', {});
answers.set('Authorize', { idTagInfo: { status: 'Accepted' } });
answers.set('StartTransaction', () => ({ transactionId: ++transactions, idTagInfo: { status: 'Accepted' } }));
answers.set('MeterValues', {});
answers.set('StopTransaction', { idTagInfo: { status: 'Accepted' } });

obey({
  async listen({ password }) {
    const csms = new RPCServer({ protocols: ['ocpp1.6'], strictMode: true });
    csms.auth((accept, reject, handshake) => {
      if (handshake.password?.toString('utf8') === password) accept();
      else reject(401);
    });
    csms.on('client', (station) => {
      stations.set(station.identity, station);
      converse(station, station.identity, answers);
      tell({ event: 'connected', identity: station.identity, protocol: station.protocol });
    });
    const http = await csms.listen(0, '127.0.0.1');
    return { port: http.address().port };
  },
  clock({ at }) {
    clock = at;
  },
  answer({ action, payload }) {
    answers.set(action, payload);
  },
  call({ identity, action, payload }) {
    return stations.get(identity).call(action, payload);
  },
});
