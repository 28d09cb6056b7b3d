import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { webOver } from '../../src/adapters/web.ts';
import { failureOf } from '../../src/adapters/web-failure.ts';
import { probeBody } from '../../src/domain/preflight/probe-body.ts';
import type { WebAnswered } from '../../src/domain/preflight/web-question.ts';
import { Secret } from '../../src/domain/secret.ts';
import { aProvider, bomb, drips, endless, resets, says, silence } from './a-provider.ts';

const short = { connect: 500, all: 1000, body: 200, bytes: 65_536 };
const web = webOver({}, '20.19.0', short);
const get = (url: string) => ({ method: 'GET', url: Secret.of(url) }) as const;

/** A port nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise<void>((done) => void server.close(() => done()));
  return port;
}

describe('a question over the network', () => {
  test('goes out once, with the key as the user and nothing else of ours', async () => {
    const provider = await aProvider(says(200, ['GLBX.MDP3']));
    const key = ['db', 'a'.repeat(29)].join('-');
    const answer = await web.ask({ ...get(`${provider.origin}/v0/x`), user: Secret.of(key) });
    expect(answer).toMatchObject({ kind: 'answered', status: 200, cut: false });
    const [seen] = provider.seen;
    expect(provider.seen.length).toBe(1);
    expect(seen?.path).toBe('/v0/x');
    expect(atob((seen?.headers.authorization ?? '').replace('Basic ', ''))).toBe(`${key}:`);
  });

  test('that is a probe says what its type lists', async () => {
    const provider = await aProvider(says(400, { messageCode: 'invalid-payload' }));
    const url = Secret.of(`${provider.origin}/trading/webhook/a/b`);
    await web.ask({ method: 'POST', url, body: probeBody(0) });
    expect(provider.seen.map(({ method, body }) => [method, body])).toEqual([
      ['POST', '{"type":"health_check","timestamp":"1970-01-01T00:00:00.000Z"}'],
    ]);
  });

  test('brings the date and Retry-After back', async () => {
    const date = 'Tue, 24 Nov 2026 03:00:00 GMT';
    const provider = await aProvider(says(503, {}, { date, 'retry-after': '4' }));
    expect(await web.ask(get(provider.origin))).toMatchObject({
      date: Date.UTC(2026, 10, 24, 3),
      retryAfter: 4,
    });
  });

  test('follows no redirect', async () => {
    const other = await aProvider(says(200));
    const provider = await aProvider(says(307, '', { location: `${other.origin}/stolen` }));
    expect(await web.ask(get(provider.origin))).toMatchObject({ status: 307 });
    expect([provider.seen.length, other.seen.length]).toEqual([1, 0]);
  });

  test.each([
    ['a reset', resets, { kind: 'reset' }],
    ['silence', silence, { kind: 'timeout' }],
  ] as const)('that meets %s has failed, and is not asked again', async (_, answer, failure) => {
    const provider = await aProvider(answer);
    expect(await web.ask(get(provider.origin))).toEqual({ kind: 'failed', failure });
    expect(provider.seen.length).toBe(1);
  });

  test.each([
    ['drips', drips(401), 401],
    ['does not end', endless(404), 404],
    ['explodes', bomb(200), 200],
  ] as const)('keeps the status of an answer whose body %s', async (_, answer, status) => {
    const provider = await aProvider(answer);
    const before = process.memoryUsage().rss;
    const told = (await web.ask(get(provider.origin))) as WebAnswered;
    expect(told).toMatchObject({ kind: 'answered', status, cut: true });
    expect(told.body.reveal().length).toBeLessThanOrEqual(65_536);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  test('keeps the status of an answer whose body is damaged', async () => {
    const damaged = says(200, 'no gzip at all', { 'content-encoding': 'gzip' });
    const provider = await aProvider(damaged);
    expect(await web.ask(get(provider.origin))).toMatchObject({ status: 200, cut: true });
  });

  test('that meets no HTTP has failed', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end('SSH-2.0-x\r\n\r\n'));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const answer = await web.ask(get(`http://127.0.0.1:${port}`));
    server.close();
    expect(answer).toEqual({ kind: 'failed', failure: { kind: 'other' } });
  });

  test('goes to nobody while certificates are not checked', async () => {
    const careless = webOver({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, '20.19.0', short);
    const answer = await careless.ask(get(`https://127.0.0.1:${await closedPort()}`));
    expect(answer).toEqual({ kind: 'failed', failure: { kind: 'tls', fault: 'not-checked' } });
  });
});

describe('reaching a host', () => {
  test('says nothing when it works', async () => {
    const provider = await aProvider(says(200));
    expect(await web.reach(Secret.of(provider.origin))).toBeUndefined();
    expect(provider.seen).toEqual([]);
  });

  test('tells a name without an address from a closed port', async () => {
    expect(await web.reach(Secret.of('https://no-such-host.invalid'))).toEqual({ kind: 'dns' });
    const closed = Secret.of(`https://127.0.0.1:${await closedPort()}`);
    expect(await web.reach(closed)).toEqual({ kind: 'connect' });
  });

  test('is left to a proxy that is used', async () => {
    const through = webOver({ https_proxy: 'http://p', NODE_USE_ENV_PROXY: '1' }, '24.1.0', short);
    expect(through.proxy).toBe('used');
    expect(await through.reach(Secret.of('https://no-such-host.invalid'))).toBeUndefined();
  });
});

test('an error is told by its codes, wherever they hang', () => {
  const error = (...codes: readonly string[]) =>
    codes.reduceRight<unknown>(
      (cause, code) => Object.assign(new Error('secret'), { code, cause }),
      undefined,
    );
  expect(failureOf(error('x', 'CERT_HAS_EXPIRED'))).toEqual({ kind: 'tls', fault: 'expired' });
  expect(failureOf(error('EAI_AGAIN'))).toEqual({ kind: 'dns' });
  expect(failureOf(error('ERR_SSL_WRONG_VERSION_NUMBER'))).toEqual({ kind: 'tls', fault: 'other' });
  expect(failureOf({ cause: { errors: [error('ECONNREFUSED')] } })).toEqual({ kind: 'connect' });
  expect(failureOf(null)).toEqual({ kind: 'other' });
  expect(failureOf('text')).toEqual({ kind: 'other' });
});
