// Makes src/api/schema.d.ts, the types of the API, from the OpenAPI document: of a file, or of the CSMS that was built last.
//   npm run api [-- DOCUMENT]
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, '../Ampwright.Csms/bin/Release/net10.0/ampwright-csms.dll');
const folder = mkdtempSync(join(tmpdir(), 'ampwright-api-'));

/** Starts a CSMS, empty and on a free port, for as long as it takes to ask it. */
async function fromCsms(document) {
  const token = 'for-the-api-document';
  const csms = spawn('dotnet', [program, '--data', join(folder, 'csms'), '--port', '0'], {
    env: { ...process.env, AMPWRIGHT_API_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => csms.once('exit', resolve));
  try {
    for await (const line of createInterface(csms.stdout)) {
      const url = /API (http\S+)/.exec(line)?.[1];
      if (url === undefined) continue;
      const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`The CSMS answered ${answer.status} to ${url}.`);
      writeFileSync(document, await answer.text());
      return;
    }
    throw new Error(`The CSMS did not start. Build it first: dotnet build -c Release src/Ampwright.Csms`);
  } finally {
    csms.kill('SIGTERM');
    await ended;
  }
}

try {
  let document = process.argv[2];
  if (document === undefined) {
    document = join(folder, 'openapi.json');
    await fromCsms(document);
  }
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/openapi-typescript/bin/cli.js'), document, '-o', join(root, 'src/api/schema.d.ts')],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
} finally {
  rmSync(folder, { recursive: true });
}
