import { afterAll, describe, expect, test } from 'vitest';
import { aProvider, resets, says } from '../adapters/a-provider.ts';
import { preflightRoot } from '../commands/preflight-root.ts';
import { leaks, searchTree } from './canary.ts';
import { anIssuer, noOpenssl } from './certificates.ts';
import { imprint } from './judge.ts';
import { pineEnv } from './program.ts';

const channel = '223456789012345678';
const fine = says(200, { name: 'Orders\u001b[2J', channel_id: channel });

afterAll(() => {
  const { found, searched } = leaks();
  console.log(`no secret in ${searched}`);
  expect(found).toEqual([]);
});

/** The built program over a root whose every provider is on the loopback. */
function preflight(root: string, words: readonly string[] = [], env = {}) {
  return pineEnv(['preflight', 'paper', ...words, '--root', root], { env });
}

describe('the built program', () => {
  test('says whom it asks on stderr, what they say on stdout, and writes nothing', async () => {
    const { origin } = await aProvider(fine);
    const root = await preflightRoot(origin);
    const before = imprint(root);
    const { code, out, err } = await preflight(root);
    const host = origin.slice('http://'.length);
    expect(err).toBe(
      `databento: asking ${host} about DATABENTO_API_KEY\ndiscord: asking ${host} about DISCORD_WEBHOOK_URL\n`,
    );
    expect(out).toContain('    databento knows the key\n');
    expect(out.replace(/\s+/g, ' ')).toContain(`name "Orders.[2J", channel ${channel}`);
    expect(out).toContain('paper DATABENTO_API_KEY: databento, good\n');
    expect(out).toContain('paper TRADERSPOST_WEBHOOK_URL: traderspost, not-asked, nothing sent\n');
    expect(code).toBe(0);
    expect(imprint(root)).toBe(before);
    searchTree(root);
  });

  test('leaves with 1 on a no, and with 6 when nobody answers', async () => {
    const provider = await aProvider(says(401));
    const root = await preflightRoot(provider.origin);
    expect((await preflight(root)).code).toBe(1);
    provider.answer = resets;
    const { code, out } = await preflight(root);
    expect([code, out.split('\n').at(-2)]).toEqual([
      6,
      'paper: not everybody could be asked; 4 warnings',
    ]);
    const json = JSON.parse((await preflight(root, ['--json'])).out);
    expect([json.exit, json.outcome, json.error.kind]).toEqual([6, 'not-done', 'provider']);
  });

  test('probes a webhook, and not a live one without a terminal', async () => {
    const provider = await aProvider(says(400, { messageCode: 'invalid-payload' }));
    const root = await preflightRoot(provider.origin);
    const { out } = await preflight(root, ['--probe-webhook']);
    expect(out.replace(/\s+/g, ' ')).toContain('the password is probably right, but nobody');
    expect(provider.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
    const before = provider.seen.length;
    const live = await pineEnv(['preflight', 'live', '--probe-webhook', '--root', root]);
    expect([live.code, provider.seen.length]).toEqual([3, before]);
    searchTree(root);
  });

  test('says that a proxy is ignored, and does not name it', async () => {
    const { origin } = await aProvider(fine);
    const hidden = ['pass', 'word', 'of', 'proxy'].join('7');
    const env = { https_proxy: `http://me:${hidden}@127.0.0.1:1` };
    const { code, out } = await preflight(await preflightRoot(origin), [], env);
    expect([code, out.includes('preflight-proxy'), out.includes(hidden)]).toEqual([0, true, false]);
  });
});

describe.skipIf(noOpenssl)(`a certificate (${noOpenssl ?? 'made by openssl'})`, () => {
  const issuer = noOpenssl === undefined ? anIssuer() : undefined;
  const good = issuer?.issue('IP:127.0.0.1', 1);
  const other = issuer?.issue('DNS:other.invalid', 1);
  const old = issuer?.issue('IP:127.0.0.1', -1);
  const trusting = { NODE_EXTRA_CA_CERTS: issuer?.path ?? '' };
  const careless = { ...trusting, NODE_TLS_REJECT_UNAUTHORIZED: '0' };

  test.each([
    ['that is believed', good, trusting, 0, undefined],
    ['of an unknown issuer', good, {}, 6, 'issued by nobody this machine trusts'],
    ['for another host', other, trusting, 6, 'for another host'],
    ['that has expired', old, trusting, 6, 'has expired'],
    ['that nobody checks', good, careless, 6, 'no certificate would be checked'],
  ] as const)('%s', async (_, certified, env, code, says) => {
    const provider = await aProvider(fine, certified);
    const ran = await preflight(await preflightRoot(provider.origin), [], env);
    const told = ran.out.replace(/\s+/g, ' ');
    expect([ran.code, says === undefined || told.includes(says)]).toEqual([code, true]);
    expect(provider.seen.length).toBe(code === 0 ? 2 : 0);
    expect(told.includes('preflight-tls')).toBe(code !== 0);
  });

  test('is missed where somebody answers without TLS', async () => {
    const provider = await aProvider(fine);
    const root = await preflightRoot(provider.origin.replace('http:', 'https:'));
    const { code, out } = await preflight(root);
    expect([code, out.includes('preflight-tls'), provider.seen.length]).toEqual([6, true, 0]);
  });
});
