import fc from 'fast-check';
import { expect, test } from 'vitest';
import { webOver } from '../../src/adapters/web.ts';
import { viewOf } from '../../src/domain/checks/index.ts';
import type { Disk, Host } from '../../src/ports.ts';
import { preflight } from '../../src/steps/preflight.ts';
import { aProvider, says } from '../adapters/a-provider.ts';
import { aHost } from '../commands/a-host.ts';
import { consenting } from '../commands/a-terminal.ts';
import { aRegistry } from '../domain/a-registry.ts';
import { aWorld, fileFacts } from '../domain/a-world.ts';

const runs = 10_000;
const forbidden = /ticker|action/i;

/** A disk on which nothing stays, so that no rate limit ever stands in the way of a probe. */
const forgetful = {
  open: () => undefined,
  look: () => fileFacts({ kind: 'directory' }),
  writeNew: () => undefined,
  rename: () => undefined,
  syncDirectory: () => undefined,
} as unknown as Disk;

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const order = fc.constantFrom('ticker', 'action', 'TICKER', 'Action', 'ticker=ES&action=buy');
const words = fc.oneof(order, fc.string({ unit: 'grapheme-ascii', maxLength: 12 }));

/** What somebody may have written into a profile and its env file, orders above all. */
const written = fc.record({
  uuid: fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => parts.join('-')),
  password: hex(32),
  key: fc.constantFrom('TRADERSPOST_WEBHOOK_URL', 'ticker', 'action', 'ORDERS'),
  before: fc.constantFrom('/trading/webhook/', '//trading/webhook/', '/webhook/', '/ticker/'),
  after: fc.oneof(
    { weight: 6, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: words.map((text) => `?${text}`) },
    { weight: 1, arbitrary: words.map((text) => `#${text}`) },
    { weight: 1, arbitrary: words.map((text) => `/${text}`) },
  ),
  quote: fc.constantFrom('', '"', "'"),
  others: fc.array(fc.tuple(fc.constantFrom('ticker', 'action', 'TYPE', 'BODY'), words)),
  summary: fc.constantFrom('ticker and action', 'For a test'),
  expect: fc.constantFrom({}, { ticker: { is: 'ES' }, action: { is: 'buy' } }),
  live: fc.boolean(),
  usual: fc.integer({ min: 0, max: 4 }).map((each) => each > 0),
  enrolled: fc.integer({ min: 0, max: 9 }).map((each) => each > 0),
  probe: fc.integer({ min: 0, max: 9 }).map((each) => each > 0),
  status: fc.constantFrom(200, 400, 404, 429, 500),
});

test(`no probe is an order: ${runs} profiles`, { timeout: 300_000 }, async () => {
  const provider = await aProvider(says(400));
  const web = webOver({}, '20.19.0');
  const real = aHost({ web, terminal: consenting });
  const host: Host = { ...real, disk: forgetful };
  await fc.assert(
    fc.asyncProperty(written, async (one) => {
      const { enrolled, probe, status, live } = one;
      provider.answer = says(status, { messageCode: 'ticker and action are required' });
      const name = live ? 'live' : 'paper';
      const key = one.usual ? 'TRADERSPOST_WEBHOOK_URL' : one.key;
      const before = one.usual ? '/trading/webhook/' : one.before;
      const value = `${provider.origin}${before}${one.uuid}/${one.password}${one.after}`;
      const lines = one.others.map(([other, text]) => `${other}='${text.replace(/'/g, '')}'`);
      const text = [...lines, `${key}=${one.quote}${value}${one.quote}`, ''].join('\n');
      const registry = aRegistry(
        enrolled ? [{ key: 'TRADERSPOST_WEBHOOK_URL', environment: name, value }] : [],
      );
      const world = aWorld({
        profiles: { [name]: { summary: one.summary, expect: one.expect } },
        files: { [`pine-trader.${name}.env`]: text },
        registry,
        consent: null,
      });
      const view = viewOf(world, name);
      if (view === undefined) throw new Error('no view');
      await preflight(host, world.root, view, { offline: false, probe });
      expect(provider.seen.length).toBeLessThanOrEqual(counted + 1);
      if (!probe || !enrolled) expect(provider.seen.length).toBe(counted);
      counted = provider.seen.length;
    }),
    { numRuns: runs },
  );
  expect(provider.seen.length).toBeGreaterThan(runs / 4);
  expect(provider.seen.filter((seen) => forbidden.test(JSON.stringify(seen)))).toEqual([]);
  const bodies = provider.seen.map(({ body }) => body.replace(/[\dTZ:.-]{24}/, 'TIME'));
  expect([...new Set(bodies)]).toEqual(['{"type":"health_check","timestamp":"TIME"}']);
  console.log(`${provider.seen.length} probes of ${runs} profiles: none holds ticker or action`);
});

let counted = 0;
