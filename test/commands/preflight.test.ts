import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { aProvider, bomb, drips, endless, resets, says, silence } from '../adapters/a-provider.ts';
import { leaks, search, searchTree } from '../faults/canary.ts';
import { imprint } from '../faults/judge.ts';
import { aHost, type Circumstances, type Told, tell } from './a-host.ts';
import { write } from './a-root.ts';
import { aTerminal, consenting, noTerminal, phraseOn, types } from './a-terminal.ts';
import { linesAt, loopbackWeb, paperEnv, preflightRoot } from './preflight-root.ts';

const start = Date.UTC(2026, 10, 24, 3);
const date = new Date(start).toUTCString();
const channel = '223456789012345678';
const record = 'Deployment/state/preflight.json';

/** What `preflight` tells; everything it says is kept to be searched for the keys. */
async function preflight(root: string, words = 'paper', given: Circumstances = {}): Promise<Told> {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const progress = { say, update: say, end: () => undefined };
  const host = aHost({ web: loopbackWeb(), progress, ...given });
  const told = await tell(`preflight ${words}`, root, host);
  search(`preflight ${words}`, JSON.stringify([told, said]));
  return { ...told, said };
}

afterAll(() => {
  const { found, searched } = leaks();
  console.log(`no secret in ${searched}`);
  expect(found).toEqual([]);
});

const rulesOf = ({ findings }: Told) => findings.map(({ rule }) => rule.replace('preflight-', ''));

/** Rules without those that say what is known of the webhook without asking. */
const asked = (told: Told) =>
  rulesOf(told).filter((rule) => !['enrolled', 'not-attested', 'shape', 'clock'].includes(rule));

const fine = (body: unknown = { name: 'x', channel_id: channel }) => says(200, body, { date });

describe('preflight of a profile', () => {
  test('asks databento and discord, and nobody about the order webhook', async () => {
    const provider = await aProvider(fine());
    const root = await preflightRoot(provider.origin);
    const before = imprint(root);
    const told = await preflight(root);
    expect([told.code, told.outcome]).toEqual([0, 'done']);
    expect(rulesOf(told)).toEqual(['good', 'shape', 'enrolled', 'not-attested', 'good']);
    expect(provider.seen.map(({ method, path }) => [method, path.split('/').slice(1, 4)])).toEqual([
      ['GET', ['v0', 'metadata.list_datasets']],
      ['GET', ['api', 'webhooks', expect.stringMatching(/^\d+$/)]],
    ]);
    expect(told.said).toHaveLength(2);
    expect(imprint(root)).toBe(before);
  });

  const table = [
    ['a wrong key', says(401), 1, ['bad-key', 'bad-key']],
    ['no money', says(402), 1, ['account', 'unknown']],
    ['no right', says(403), 1, ['account', 'unknown']],
    ['our fault', says(422, { detail: [{ loc: [] }] }), 6, ['unknown', 'unknown']],
    ['too many', says(429, '', { 'retry-after': '7' }), 6, ['rate-limited', 'rate-limited']],
    ['trouble', says(500, '<html>'), 6, ['unknown', 'unknown']],
    ['gone', says(404), 1, ['unknown', 'gone']],
    ['a reset', resets, 6, ['unknown', 'unknown']],
    ['silence', silence, 6, ['unknown', 'unknown']],
    ['a redirect', says(302, '', { location: 'https://h.example/' }), 6, ['redirect', 'redirect']],
    ['malformed', says(200, '{"name":', { date }), 0, ['good', 'good']],
    ['a drip', drips(200), 0, ['good', 'good']],
    ['no end', endless(401), 1, ['bad-key', 'bad-key']],
    ['a bomb', bomb(200), 0, ['good', 'good']],
  ] as const;
  test.each(table)('that meets %s', async (_, answer, code, rules) => {
    const provider = await aProvider(answer);
    const told = await preflight(await preflightRoot(provider.origin));
    expect([told.code, told.exit, asked(told)]).toEqual([code, code, rules]);
    expect(told.error?.rule).toBe(code === 6 ? 'preflight-unanswered' : undefined);
  });

  test('tells a closed port from a wrong key', async () => {
    const told = await preflight(await preflightRoot('http://127.0.0.1:1'));
    expect([told.code, asked(told)]).toEqual([6, ['connect', 'connect']]);
  });

  test('asks once more after trouble, and never after a no', async () => {
    const provider = await aProvider(says(503));
    const root = await preflightRoot(provider.origin);
    await preflight(root);
    expect(provider.seen.length).toBe(4);
    provider.answer = says(401);
    await preflight(root);
    expect(provider.seen.length).toBe(6);
  });

  test('warns of a clock that is wrong', async () => {
    const provider = await aProvider(says(200, {}, { date: 'Tue, 24 Nov 2026 02:00:00 GMT' }));
    const told = await preflight(await preflightRoot(provider.origin));
    expect(rulesOf(told).filter((rule) => rule === 'clock')).toHaveLength(1);
    expect(told.code).toBe(0);
  });

  test('tells what becomes of a proxy', async () => {
    const provider = await aProvider(fine());
    const web = loopbackWeb({ HTTPS_PROXY: 'http://me:secret@proxy' });
    const told = await preflight(await preflightRoot(provider.origin), 'paper', { web });
    expect(rulesOf(told)).toContain('proxy');
    expect(JSON.stringify(told)).not.toContain('me:secret');
  });

  test.each([200, 302, 400, 401, 404, 429, 500])(
    'shows nothing of a key that its provider repeats, under %i',
    async (status) => {
      const provider = await aProvider(({ url = '', headers }, response) => {
        const echo = `${url} ${headers.authorization} ${atob((headers.authorization ?? '').slice(6))}`;
        const token = url.split('/').at(-1) ?? '';
        const text = { location: `http://${token}.invalid${url}`, 'retry-after': token };
        const fields = { name: token, channel_id: token, messageCode: token, message: echo, token };
        response.writeHead(status, { date: token, ...text }).end(JSON.stringify(fields));
      });
      const root = await preflightRoot(provider.origin);
      await preflight(root, 'paper --probe-webhook');
      searchTree(root);
      expect(provider.seen.length).toBeGreaterThanOrEqual(3);
    },
  );

  test('asks nobody with --offline', async () => {
    const web = async () => Promise.reject(new Error('asked'));
    const root = await preflightRoot('http://127.0.0.1:1');
    const host = { ...aHost(), web };
    const told = await tell('preflight paper --offline', root, host);
    expect([told.code, asked(told)]).toEqual([0, ['offline', 'offline']]);
    expect((await tell('preflight paper --offline --probe-webhook', root, host)).code).toBe(2);
  });

  test('takes the linked profile when none is named, and none when none is linked', async () => {
    const provider = await aProvider(fine());
    const root = await preflightRoot(provider.origin);
    expect((await tell('preflight', root, aHost())).error?.rule).toBe('no-profile');
    await tell('use paper', root, aHost());
    const told = await tell('preflight', root, aHost({ web: loopbackWeb() }));
    expect([told.code, told.profiles]).toEqual([0, ['paper']]);
  });
});

describe('preflight sends nothing', () => {
  const cases = [
    ['of another environment', (o: string) => linesAt(o, 'live')[2] ?? '', 'other-environment'],
    ['of a template', () => 'DATABENTO_API_KEY=your_databento_api_key_here', 'placeholder'],
    ['of another shape', () => `DATABENTO_API_KEY=${'q7'.repeat(16)}`, 'shape'],
    ['of two keys', (o: string) => twice(linesAt(o, 'paper')[2] ?? ''), 'shape'],
    ['of a foreign host', () => linesAt('https://h.invalid', 'paper')[2] ?? '', 'host'],
    ['of no encryption', () => linesAt('http://discord.com', 'paper')[2] ?? '', 'host'],
  ] as const;
  test.each(cases)('that is %s', async (_, line, rule) => {
    const provider = await aProvider(fine());
    const root = await preflightRoot(provider.origin);
    write(root, paperEnv, `${line(provider.origin)}\n`, 0o600);
    const told = await preflight(root);
    expect([told.code, rulesOf(told)]).toEqual([1, [rule]]);
    expect(provider.seen).toEqual([]);
  });

  test('and says no when there is nothing to ask about', async () => {
    const root = await preflightRoot('http://127.0.0.1:1');
    write(root, paperEnv, 'POLICY_KILLSWITCH=true\n', 0o600);
    const told = await preflight(root);
    expect([told.code, rulesOf(told)]).toEqual([1, ['nothing-to-ask']]);
  });

  test('when the registry cannot be read, since nobody knows whose a value is', async () => {
    const provider = await aProvider(fine());
    const root = await preflightRoot(provider.origin);
    write(root, 'profiles/keys.yaml', 'keys: [');
    expect((await preflight(root)).code).toBe(5);
    expect(provider.seen).toEqual([]);
  });

  function twice(line: string): string {
    const value = line.slice(line.indexOf('=') + 1);
    return `${line},${value.replace(/\d{17,20}/, '998877665544332211')}`;
  }
});

describe('a probe of the order webhook', () => {
  const refusal = (messageCode: string) => says(400, { success: false, messageCode }, { date });
  const probes = (provider: Awaited<ReturnType<typeof aProvider>>) =>
    provider.seen.filter(({ method }) => method === 'POST');

  test.each([
    ['invalid-payload', 'probably-good'],
    ['invalid-password', 'bad-key'],
    ['not-trading-view', 'barred'],
    ['something-new', 'unknown'],
  ])('answered by %s is told as %s', async (messageCode, rule) => {
    const provider = await aProvider(refusal(messageCode));
    const root = await preflightRoot(provider.origin);
    const told = await preflight(root, 'paper --probe-webhook');
    expect(rulesOf(told)).toContain(rule);
    expect(probes(provider)).toHaveLength(1);
    expect(statSync(join(root, record)).mode & 0o777).toBe(0o640);
    searchTree(root);
  });

  test('that is accepted is told loudly', async () => {
    const provider = await aProvider(says(200, { success: true }));
    const told = await preflight(await preflightRoot(provider.origin), 'paper --probe-webhook');
    expect(told.code).toBe(1);
    expect(JSON.stringify(told.findings)).toContain('an order may have been taken');
  });

  test('is never sent again', async () => {
    for (const answer of [resets, says(503), silence]) {
      const provider = await aProvider(answer);
      await preflight(await preflightRoot(provider.origin), 'paper --probe-webhook');
      expect(probes(provider)).toHaveLength(1);
    }
  });

  test('of a live profile needs the phrase at a terminal, and nothing is sent before', async () => {
    const provider = await aProvider(refusal('invalid-payload'));
    const root = await preflightRoot(provider.origin);
    const wrong = aTerminal((shown) => types(`${phraseOn(shown)}x`));
    for (const terminal of [noTerminal, wrong]) {
      expect((await preflight(root, 'live --probe-webhook', { terminal })).code).toBe(3);
    }
    expect(provider.seen).toEqual([]);
    expect(existsSync(join(root, record))).toBe(false);
    await preflight(root, 'live --probe-webhook', { terminal: consenting });
    expect(probes(provider)).toHaveLength(1);
  });

  test('goes out from no host that the profile is not for', async () => {
    const provider = await aProvider(refusal('invalid-payload'));
    const root = await preflightRoot(provider.origin);
    const yaml = readFileSync(join(root, 'profiles/live.yaml'), 'utf8');
    write(root, 'profiles/live.yaml', `${yaml}guard: { hosts: [trader-2] }\n`);
    const given = { terminal: consenting };
    const told = await preflight(root, 'live --probe-webhook', given);
    expect([told.code, told.error?.rule]).toEqual([3, 'host-not-allowed']);
    expect(provider.seen).toEqual([]);
  });

  test('goes to no webhook that is not enrolled here, or that says more than its path', async () => {
    const provider = await aProvider(refusal('invalid-payload'));
    const root = await preflightRoot(provider.origin);
    const [, known = ''] = linesAt(provider.origin, 'paper');
    const [, strange = ''] = linesAt(provider.origin, 'nobody');
    for (const line of [strange, `${known}?ticker=ES&action=buy`, `${known}/?a=1`]) {
      write(root, paperEnv, `${line}\n`, 0o600);
      expect((await preflight(root, 'paper --probe-webhook')).code).toBe(1);
    }
    expect(provider.seen).toEqual([]);
  });

  test('is not sent more often than allowed, run after run', async () => {
    const provider = await aProvider(refusal('invalid-payload'));
    const root = await preflightRoot(provider.origin);
    const [, webhook = ''] = linesAt(provider.origin, 'paper');
    write(root, paperEnv, `${webhook}\n`, 0o600);
    await preflight(root, 'paper --probe-webhook');
    const kept = readFileSync(join(root, record), 'utf8');
    const often = kept.replace(/\[(\d+)\]/, (_, at) => `[${Array(59).fill(at)}]`);
    write(root, record, often, 0o640);
    await preflight(root, 'paper --probe-webhook');
    expect(probes(provider)).toHaveLength(2);
    const told = await preflight(root, 'paper --probe-webhook');
    expect([told.code, asked(told)]).toEqual([6, ['rate-limited']]);
    expect(probes(provider)).toHaveLength(2);
  });

  test('is not sent when nobody knows how many were', async () => {
    const provider = await aProvider(refusal('invalid-payload'));
    const root = await preflightRoot(provider.origin);
    write(root, record, '{"v":1,"probes":[', 0o640);
    const told = await preflight(root, 'paper --probe-webhook');
    expect([told.code, told.error?.rule]).toEqual([4, 'probe-record-damaged']);
    expect(probes(provider)).toEqual([]);
  });

  test('leaves fingerprints and times, and nothing else', async () => {
    const provider = await aProvider(refusal('invalid-payload'));
    const root = await preflightRoot(provider.origin);
    await preflight(root, 'paper --probe-webhook');
    const { probes: kept } = JSON.parse(readFileSync(join(root, record), 'utf8'));
    const [[print, times] = []] = Object.entries(kept);
    expect(print).toMatch(/^hmac-sha256:[0-9a-f]{32}$/);
    expect(times).toEqual([expect.any(Number)]);
  });
});
