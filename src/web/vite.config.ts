import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// What shrinks is carried in the CSMS compressed, and only so: see Page/WebApp.cs.
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir }) {
    for (const entry of readdirSync(dir!, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(html|js|css|svg)$/.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      rmSync(file);
    }
    // What build/setup.sh and the CSMS's build compare with what the app is made of.
    writeFileSync(join(dir!, '.built'), '');
  },
});

// Where the CSMS runs while the app is worked on: npm run dev, then http://localhost:5173/.
const csms = process.env.AMPWRIGHT_CSMS ?? 'http://127.0.0.1:8180';

export default defineConfig({
  plugins: [compressed()],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    // The operators' app, and the page behind a connector's QR code.
    rollupOptions: { input: ['index.html', 'connector.html'] },
  },
  // For what happens where there is no page.
  test: { environment: 'node', setupFiles: ['src/test/browser.ts'] },
  server: { proxy: { '/api': { target: csms, changeOrigin: false }, '/openapi': csms, '/icon.svg': csms } },
});
