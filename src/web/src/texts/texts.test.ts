import { expect, test } from 'vitest';
import { languageOf, languages } from '.';

const paths = (value: unknown, at = ''): string[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, inner]) => paths(inner, `${at}.${name}`))
    : [`${at} ${typeof value}`];

test('every language has every text, and none that the others lack', () => {
  const { en, ...others } = languages;
  for (const [code, { texts }] of Object.entries(others)) expect(new Set(paths(texts)), code).toEqual(new Set(paths(en?.texts)));
});

test('no text is empty', () => {
  const empty = (value: unknown): boolean =>
    typeof value === 'object' && value !== null ? Object.values(value).some(empty) : value === '';
  for (const { texts } of Object.values(languages)) expect(empty(texts)).toBe(false);
});

test('the language is the one chosen, else the first that the browser asks for and the app has, else English', () => {
  expect(languageOf('de', ['en-GB'])).toBe('de');
  expect(languageOf(null, ['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(languageOf('__proto__', ['fr'])).toBe('en');
});
