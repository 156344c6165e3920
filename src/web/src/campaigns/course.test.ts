import { expect, test } from 'vitest';
import { valuesOf, verbsOf } from './course';

test('What may be said of a campaign follows from where it is', () => {
  expect(verbsOf({ state: 'Awaiting', failed: 0 })).toEqual(['go-ahead', 'pause', 'cancel']);
  expect(verbsOf({ state: 'Stopped', failed: 1 })).toEqual(['resume', 'retry', 'cancel']);
  expect(verbsOf({ state: 'Done', failed: 2 })).toEqual(['retry']);
  expect(verbsOf({ state: 'Cancelled', failed: 2 })).toEqual([]);
});

test('Values are read line by line, and an equals sign in a value stays', () => {
  expect(valuesOf(' HeartbeatInterval = 300\n\nnothing\nA=b=c\nEmpty=')).toEqual([
    { key: 'HeartbeatInterval', value: '300' },
    { key: 'A', value: 'b=c' },
    { key: 'Empty', value: '' },
  ]);
});
