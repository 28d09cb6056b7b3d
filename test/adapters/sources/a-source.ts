import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { secretSources } from '../../../src/adapters/sources/secret-sources.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { PineError } from '../../../src/errors.ts';
import { lookAtPull } from '../../../src/steps/look-at-pull.ts';
import { valuesFromSource } from '../../../src/steps/values-from-source.ts';
import { aHost } from '../../commands/a-host.ts';
import { plainPlan, rootAfter, write } from '../../commands/a-root.ts';
import { layDown } from '../../commands/tree.ts';
import { scratch } from '../../scratch.ts';

/** What a test adds to our own environment. */
export type Extra = Readonly<Record<string, string>>;

/** A root whose paper profile has this source, in one line of YAML. */
export async function rootWith(source: string): Promise<string> {
  const root = scratch();
  layDown(await rootAfter(plainPlan), root);
  const path = 'profiles/paper.yaml';
  write(root, path, `${readFileSync(join(root, path), 'utf8')}source: ${source}\n`);
  return root;
}

/** The values of paper as its source gives them, or the rule, message and remedy of why not. */
export async function answerOf(root: string, extra: Extra = {}, enrolling = false) {
  const variables = { ...process.env, ...extra } as Record<string, string>;
  const own = new Map(Object.entries(variables).map(([name, text]) => [name, Secret.of(text)]));
  const host = aHost({
    secretSources: secretSources(variables),
    processes: { ...nobody, own: () => ({ kind: 'read', variables: own }) },
  });
  try {
    const { view } = await lookAtPull(host, { path: root, source: '--root' }, 'paper');
    const values = await valuesFromSource(host, view, { enrolling });
    return Object.fromEntries([...values].map(([key, value]) => [key, value.reveal()]));
  } catch (error) {
    if (!(error instanceof PineError)) throw error;
    const { kind, rule, message, remedy } = error.facts;
    return { kind, rule, message, remedy };
  }
}

const nobody = {
  canLook: true,
  isElsewhere: () => false,
  all: () => [],
  environment: async () => ({ kind: 'closed', why: 'gone' }) as const,
};

/** True when a program is in PATH. */
export function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

/** Runs a program that must succeed; what it says. */
export function must(words: readonly string[], extra: Extra = {}, input = ''): string {
  const [file = '', ...args] = words;
  const ran = spawnSync(file, args, { env: { ...process.env, ...extra }, input, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${words.join(' ')}: ${ran.status} ${ran.stderr}`);
  return ran.stdout;
}

/** A PATH in front of which this program stands, written as a shell script. */
export function doubleOf(program: string, script: string): Extra {
  const directory = join(scratch(), 'bin');
  mkdirSync(directory);
  const path = join(directory, program);
  writeFileSync(path, `#!/bin/sh\n${script}`);
  chmodSync(path, 0o755);
  return { PATH: `${directory}${delimiter}${process.env.PATH}` };
}
