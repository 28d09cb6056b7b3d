import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoByteCount, demoValue } from '../../src/domain/demo-values.ts';
import type { ProviderName } from '../../src/domain/providers/provider.ts';
import { seededBytes } from '../domain/seeded-bytes.ts';
import { scratch } from '../scratch.ts';
import { aHost, tell } from './a-host.ts';
import { consenting } from './a-terminal.ts';
import { layDown, type Tree, treeOf } from './tree.ts';

/** One profile of a test root. */
export interface Named {
  readonly name: string;
  readonly tier: 'safe' | 'live';
}

/** How a test root is laid out. */
export interface RootPlan {
  readonly profiles: readonly Named[];
  /** The links, each without its ending: `pine-trader`. */
  readonly links: readonly string[];
  readonly activation: 'link' | 'copy';
}

/** Paper and live, one link. */
export const plainPlan: RootPlan = {
  profiles: [
    { name: 'paper', tier: 'safe' },
    { name: 'live', tier: 'live' },
  ],
  links: ['pine-trader'],
  activation: 'link',
};

/** Where the env file of a profile lies, relative to the root. */
export function envOf(profile: string, link = 'pine-trader'): string {
  return `Deployment/env/${link}.${profile}.env`;
}

/** Where a link lies, relative to the root. */
export function linkAt(link = 'pine-trader'): string {
  return `Deployment/env/${link}.env`;
}

/** A made-up value; the same name gives the same value. */
export function madeUp(provider: ProviderName, name: string): string {
  return demoValue(provider, new Uint8Array(seededBytes(name, demoByteCount)));
}

/** An env file's text; `generation` makes other credentials. */
export function envText(profile: string, generation = 1): string {
  const lines = [
    `DATABENTO_API_KEY=${madeUp('databento', `${profile} feed ${generation}`)}`,
    `TRADERSPOST_WEBHOOK_URL=${madeUp('traderspost', `${profile} orders ${generation}`)}`,
    'POLICY_KILLSWITCH=false',
  ];
  return `${lines.join('\n')}\n`;
}

/** The YAML of a profile. */
export function profileText({ name, tier }: Named, { links, activation }: RootPlan): string {
  const pairs = links.map((link) => `  ${link}.env: ${link}.${name}.env`);
  return [
    `profile: ${name}`,
    `tier: ${tier}`,
    `summary: The ${name} profile of a test`,
    `activation: ${activation}`,
    'links:',
    ...pairs,
    'units:',
    '  - pine-worker@a.service',
    '',
  ].join('\n');
}

const registryText = [
  'keys:',
  '  DATABENTO_API_KEY:',
  '    provider: databento',
  '    purpose: Market data',
  '  TRADERSPOST_WEBHOOK_URL:',
  '    provider: traderspost',
  '    purpose: Orders',
  '  POLICY_KILLSWITCH:',
  '    secret: false',
  '    purpose: The switch',
  '',
].join('\n');

/** Writes a file of a test root, with exactly this mode. */
export function write(root: string, path: string, text: string, mode = 0o644): void {
  writeFileSync(join(root, path), text);
  chmodSync(join(root, path), mode);
}

/** A root on a real disk with every profile's keys enrolled and nothing linked. */
export async function aRoot(plan: RootPlan = plainPlan): Promise<string> {
  const root = scratch();
  for (const directory of ['profiles', 'Deployment', 'Deployment/env']) {
    mkdirSync(join(root, directory), { mode: 0o755 });
  }
  write(root, 'profiles/keys.yaml', registryText);
  for (const profile of plan.profiles) {
    write(root, `profiles/${profile.name}.yaml`, profileText(profile, plan));
    for (const link of plan.links) {
      write(root, envOf(profile.name, link), envText(profile.name), 0o600);
    }
  }
  for (const { name } of plan.profiles) await must(root, `keys --enroll ${name}`);
  return root;
}

/** Runs a command on a healthy machine where somebody consents; it must come to exit 0. */
export async function must(root: string, line: string): Promise<void> {
  const told = await tell(line, root, aHost({ terminal: consenting }));
  if (told.code !== 0) throw new Error(`${line}: ${JSON.stringify(told.error ?? told.findings)}`);
}

const prepared = new Map<string, Promise<Tree>>();

/** The tree of a root after these commands; made once, laid down as often as needed. */
export function rootAfter(plan: RootPlan, ...lines: readonly string[]): Promise<Tree> {
  const name = JSON.stringify([plan, lines]);
  const known = prepared.get(name) ?? prepare(plan, lines);
  prepared.set(name, known);
  return known;
}

async function prepare(plan: RootPlan, lines: readonly string[]): Promise<Tree> {
  const last = lines.at(-1);
  if (last === undefined) return treeOf(await aRoot(plan));
  const root = scratch();
  layDown(await rootAfter(plan, ...lines.slice(0, -1)), root);
  await must(root, last);
  return treeOf(root);
}
