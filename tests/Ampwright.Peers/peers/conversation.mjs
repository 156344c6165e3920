// What both peers do with a connection of ocpp-rpc: answer CALLs as they were told to, and report everything that crosses it.
import { createRPCError } from 'ocpp-rpc';
import { tell } from './lines.mjs';

export class Answers {
  #byAction = new Map();

  // A payload, or a function from the request's payload to one.
  set(action, answer) {
    this.#byAction.set(action, answer);
  }

  async to(action, params) {
    const answer = this.#byAction.get(action);
    if (answer === undefined) throw createRPCError('NotImplemented', `${action} was not expected`);
    return typeof answer === 'function' ? answer(params) : answer;
  }
}

export function converse(connection, identity, answers) {
  connection.handle(({ method, params }) => {
    tell({ event: 'call', identity, action: method, payload: params });
    return answers.to(method, params);
  });
  connection.on('message', ({ message, outbound }) => tell({ event: 'message', identity, outbound, text: String(message) }));
  connection.on('strictValidationFailure', ({ method, params, result, error, outbound, isCall }) =>
    tell({ event: 'violation', identity, outbound, isCall, action: method, payload: isCall ? params : result, text: error.message }));
  connection.on('badMessage', ({ buffer, error }) =>
    tell({ event: 'violation', identity, outbound: false, text: `${error.message}: ${buffer}` }));
  connection.on('disconnect', ({ code, reason }) => tell({ event: 'disconnected', identity, code, reason: String(reason) }));
}
