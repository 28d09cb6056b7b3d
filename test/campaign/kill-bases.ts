import {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { madeUp } from '../commands/a-root.ts';
import { guard, guardValue } from '../faults/canary.ts';
import { must, sandbox } from '../faults/sandbox.ts';
import { consenting, play } from '../faults/terminal.ts';
import { scratch } from '../scratch.ts';
import { roomFor } from './kill-run.ts';

const paperFile = 'Deployment/env/pine-trader.paper.env';
const liveFile = 'Deployment/env/pine-trader.live.env';
const key = 'DATABENTO_API_KEY';
const newFeed = madeUp('databento', 'a kill campaign');
const newHook = madeUp('traderspost', 'a kill campaign');

/** The roots that operations start from. */
export interface Bases {
  readonly nothing: string;
  readonly paper: string;
  readonly live: string;
  readonly copies: string;
  readonly liveCopies: string;
  readonly unenrolled: string;
  readonly sourced: string;
  readonly liveSourced: string;
  readonly plainPaper: string;
  readonly plainLive: string;
  /** A file with a new value, for whoever asks a command. */
  readonly value: string;
}

async function agree(line: readonly string[], root: string): Promise<void> {
  const played = await play([...line, '--root', root], consenting);
  if (played.exit !== 0) throw new Error(`${line.join(' ')}: ${played.exit} ${played.shown}`);
}

/** Makes them all; each is a demo root with made-up keys. */
export async function makeBases(): Promise<Bases> {
  for (const value of [newFeed, newHook]) guardValue(value);
  const values = scratch();
  const [value, store] = [join(values, 'value'), join(values, 'store')];
  writeFileSync(value, `${newFeed}\n`, { mode: 0o600 });
  writeFileSync(store, `${key}=${newFeed}\n`, { mode: 0o600 });
  const nothing = lean(await sandbox());
  const copied = (base: string) => roomFor(base);
  const paperBase = copied(nothing);
  await must(['use', 'paper', '--root', paperBase]);
  const liveBase = copied(paperBase);
  await agree(['use', 'live'], liveBase);
  const copies = await sandbox((root) => {
    for (const name of ['paper', 'live']) edit(root, name, (text) => `${text}activation: copy\n`);
  });
  await must(['use', 'paper', '--root', lean(copies)]);
  const liveCopies = copied(copies);
  await agree(['use', 'live'], liveCopies);
  const unenrolled = copied(paperBase);
  const text = readFileSync(join(unenrolled, paperFile), 'utf8');
  writeFileSync(join(unenrolled, paperFile), text.replace(/(?<=WEBHOOK_URL=).*/, newHook));
  guard(unenrolled);
  const [sourced, liveSourced] = [copied(paperBase), copied(paperBase)];
  for (const root of [sourced, liveSourced]) {
    const source = `source: { kind: command, command: [cat, ${store}] }\n`;
    for (const name of ['paper', 'live'])
      appendFileSync(join(root, `profiles/${name}.yaml`), source);
  }
  await enrolledFirst(liveSourced);
  await agree(['use', 'live'], liveSourced);
  return {
    ...{ nothing, paper: paperBase, live: liveBase, copies, liveCopies, unenrolled },
    ...{ sourced, liveSourced, value },
    plainPaper: plain(copied(paperBase), 'paper'),
    plainLive: plain(copied(paperBase), 'live'),
  };
}

/** Without what nobody reads here: every kill needs a root of its own. */
function lean(root: string): string {
  const spare = ['profiles/schema', ...['docs', 'ci', 'examples', 'systemd'].map(below)];
  for (const path of spare) rmSync(join(root, path), { recursive: true, force: true });
  for (const name of readdirSync(join(root, below('env')))) {
    if (name.endsWith('.example')) rmSync(join(root, below('env'), name));
  }
  return root;
}

const below = (name: string) => `Deployment/${name}`;

/** The registry knows the value that the store has, and the env file still has the one before. */
async function enrolledFirst(root: string): Promise<void> {
  const text = readFileSync(join(root, liveFile), 'utf8');
  writeFileSync(join(root, liveFile), text.replace(/(?<=DATABENTO_API_KEY=).*/, newFeed));
  await agree(['keys', '--enroll', 'live'], root);
  writeFileSync(join(root, liveFile), text);
}

function edit(root: string, profile: string, change: (text: string) => string): void {
  const path = join(root, `profiles/${profile}.yaml`);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** A plain file with a profile's keys stands in the link's place, as on a host before its adoption. */
function plain(root: string, profile: string): string {
  const env = join(root, 'Deployment/env');
  unlinkSync(join(env, 'pine-trader.env'));
  renameSync(join(env, `pine-trader.${profile}.env`), join(env, 'pine-trader.env'));
  return root;
}
