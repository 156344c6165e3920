// A charging station by ocpp-rpc, in strict mode: every payload, in and out, is held against the official schemas.
import { RPCClient } from 'ocpp-rpc';
import { Answers, converse } from './conversation.mjs';
import { obey } from './lines.mjs';

const answers = new Answers();
let station;

obey({
  async connect({ endpoint, identity, password }) {
    station = new RPCClient({ endpoint, identity, password, protocols: ['ocpp1.6'], strictMode: true, reconnect: false });
    converse(station, identity, answers);
    await station.connect();
    return { protocol: station.protocol };
  },
  answer({ action, payload }) {
    answers.set(action, payload);
  },
  call({ action, payload }) {
    return station.call(action, payload);
  },
  async close() {
    await station.close();
  },
});
