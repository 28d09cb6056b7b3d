import { expect, test } from 'vitest';
import {
  type ProbeTimes,
  parseProbeRecord,
  probeRecordText,
  secondsUntilProbe,
  withProbe,
} from '../../../src/domain/preflight/probe-record.ts';

const hour = 3_600_000;
const now = 10 * hour;
const times = (count: number, at: number): ProbeTimes => new Map([['a', Array(count).fill(at)]]);

test('sixty probes a minute and five hundred an hour, and no more', () => {
  expect(secondsUntilProbe(new Map(), 'a', now)).toBe(0);
  expect(secondsUntilProbe(times(59, now - 1000), 'a', now)).toBe(0);
  expect(secondsUntilProbe(times(60, now - 1000), 'a', now)).toBe(59);
  expect(secondsUntilProbe(times(60, now - 60_000), 'a', now)).toBe(0);
  expect(secondsUntilProbe(times(499, now - 120_000), 'a', now)).toBe(0);
  expect(secondsUntilProbe(times(500, now - 120_000), 'a', now)).toBe(3480);
  expect(secondsUntilProbe(times(500, now - hour), 'a', now)).toBe(0);
});

test('each webhook has its own count', () => {
  expect(secondsUntilProbe(times(60, now), 'b', now)).toBe(0);
});

test('a clock that was set back allows no more than before', () => {
  expect(secondsUntilProbe(times(60, now + hour), 'a', now)).toBeGreaterThan(hour / 1000);
});

test('what was probed in a row is never more than what is allowed', () => {
  let record: ProbeTimes = new Map();
  const sent: number[] = [];
  for (let at = now; at < now + 2 * hour; at += 2000) {
    if (secondsUntilProbe(record, 'a', at) > 0) continue;
    record = withProbe(record, 'a', at);
    sent.push(at);
  }
  const most = (within: number) =>
    Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + within).length));
  expect([most(60_000), most(hour)]).toEqual([30, 500]);
  expect(record.get('a')?.length).toBeLessThanOrEqual(500);
});

test('the record survives its file, and what is no record is none', () => {
  const record = withProbe(times(2, now), 'b', now + 1);
  expect(parseProbeRecord(probeRecordText(record))).toEqual(record);
  const broken = [
    '',
    '{',
    'null',
    '[]',
    '{"v":2,"probes":{}}',
    '{"v":1}',
    '{"v":1,"probes":{"a":1}}',
  ];
  for (const text of [...broken, '{"v":1,"probes":{"a":["x"]}}', '{"v":1,"probes":{"A b":[1]}}']) {
    expect(parseProbeRecord(text)).toBeUndefined();
  }
});
