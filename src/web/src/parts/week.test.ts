import { expect, test } from 'vitest';
import { daysWords, spansOf, windowWords } from './week';

test('a window that ends before it begins runs into the next day, from Sunday into Monday', () => {
  expect(spansOf({ days: ['sun'], from: '22:00', to: '06:00' })).toEqual([
    { day: 6, from: 1320, to: 1440 },
    { day: 0, from: 0, to: 360 },
  ]);
  expect(spansOf({ days: ['mon', 'wed'], from: '08:00', to: '24:00' })).toEqual([
    { day: 0, from: 480, to: 1440 },
    { day: 2, from: 480, to: 1440 },
  ]);
  expect(spansOf({ days: ['fri'], from: '00:00', to: '00:00' })).toEqual([{ day: 4, from: 0, to: 1440 }]);
});

test('days that follow on each other are told from the first to the last', () => {
  expect(daysWords(['fri', 'mon', 'wed', 'tue', 'thu'])).toBe('Mon–Fri');
  expect(daysWords(['sat', 'sun'])).toBe('Sat, Sun');
  expect(daysWords(['mon', 'wed', 'thu', 'fri'])).toBe('Mon, Wed–Fri');
  expect(daysWords([])).toBe('every day');
});

test('a window is told with its times, and a whole day without', () => {
  expect(windowWords({ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '18:00', to: '08:00' })).toBe('Mon–Fri 18:00–08:00');
  expect(windowWords({ days: ['sat', 'sun'], from: '00:00', to: '24:00' })).toBe('Sat, Sun');
});
