// What modules under test read of a browser while they are loaded.
Object.defineProperty(globalThis, 'location', { value: new URL('http://csms.test/') });
Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en'] } });
