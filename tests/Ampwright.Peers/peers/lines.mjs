// One JSON object a line. Commands come on standard input: {"id":1,"do":"call",...}. Their answers go to standard output under the same
// id, {"id":1,"result":...} or {"id":1,"error":{"code":...,"message":...}}; what happens by itself goes there as {"event":"..."}.
import { createInterface } from 'node:readline';

export function tell(line) {
  process.stdout.write(JSON.stringify(line) + '\n');
}

export function obey(commands) {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', async (line) => {
    const { id, do: what, ...how } = JSON.parse(line);
    try {
      tell({ id, result: (await commands[what](how)) ?? null });
    } catch (error) {
      tell({ id, error: { code: String(error.rpcErrorCode ?? error.code ?? error.name), message: error.message } });
    }
  });

  // Whoever started us is gone.
  lines.on('close', () => process.exit(0));
}
