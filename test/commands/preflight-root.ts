import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { webOver } from '../../src/adapters/web.ts';
import type { WebQuestion } from '../../src/domain/preflight/web-question.ts';
import type { Secret } from '../../src/domain/secret.ts';
import type { Web } from '../../src/ports.ts';
import { guard } from '../faults/canary.ts';
import { scratch } from '../scratch.ts';
import { madeUp, must, type Named, plainPlan, profileText, write } from './a-root.ts';

const registry = [
  'keys:',
  '  DATABENTO_API_KEY:',
  '    provider: databento',
  '    purpose: Market data',
  '    sharing: shared',
  '  TRADERSPOST_WEBHOOK_URL:',
  '    provider: traderspost',
  '    purpose: Orders',
  '  DISCORD_WEBHOOK_URL:',
  '    provider: discord',
  '    purpose: Messages',
  '    optional: true',
  '  POLICY_KILLSWITCH:',
  '    secret: false',
  '    optional: true',
  '    purpose: The switch',
  '',
].join('\n');

/** A made-up webhook of the documented path, on another origin. */
export function webhookAt(origin: string, provider: 'traderspost' | 'discord', name: string) {
  return `${origin}${new URL(madeUp(provider, name)).pathname}`;
}

/** The env file's lines of a profile whose providers are all one server. */
export function linesAt(origin: string, profile: string): readonly string[] {
  return [
    `DATABENTO_API_KEY=${madeUp('databento', `${profile} preflight`)}`,
    `TRADERSPOST_WEBHOOK_URL=${webhookAt(origin, 'traderspost', `${profile} preflight`)}`,
    `DISCORD_WEBHOOK_URL=${webhookAt(origin, 'discord', `${profile} preflight`)}`,
  ];
}

/** Where an env file of `preflightRoot` lies. */
export const paperEnv = 'Deployment/env/pine-trader.paper.env';

/** A root with paper and live, every key of which has its provider at `origin`, enrolled. */
export async function preflightRoot(origin: string): Promise<string> {
  const root = scratch();
  for (const directory of ['profiles', 'Deployment', 'Deployment/env', 'Deployment/state']) {
    mkdirSync(join(root, directory), { mode: 0o755 });
  }
  write(root, 'profiles/keys.yaml', registry);
  for (const profile of plainPlan.profiles) layProfile(root, profile, origin);
  guard(root);
  for (const { name } of plainPlan.profiles) await must(root, `keys --enroll ${name}`);
  return root;
}

function layProfile(root: string, profile: Named, origin: string): void {
  const base = `providers:\n  databento:\n    base: ${origin}/v0\n`;
  write(root, `profiles/${profile.name}.yaml`, `${profileText(profile, plainPlan)}${base}`);
  const text = `${linesAt(origin, profile.name).join('\n')}\n`;
  write(root, `Deployment/env/pine-trader.${profile.name}.env`, text, 0o600);
}

const bounds = { connect: 500, all: 1000, body: 200, bytes: 65_536 };

/** The real network port in a hurry, which can reach this machine alone: no provider is ever asked. */
export function loopbackWeb(environment: Readonly<Record<string, string>> = {}): Web {
  const web = webOver(environment, '20.19.0', bounds);
  return {
    proxy: web.proxy,
    reach: async (url: Secret) => web.reach(onLoopback(url)),
    ask: async (question: WebQuestion) => {
      onLoopback(question.url);
      return web.ask(question);
    },
  };
}

function onLoopback(url: Secret): Secret {
  if (new URL(url.reveal()).hostname !== '127.0.0.1') throw new Error('not the loopback');
  return url;
}
