import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareEnvironment } from '../faults/program.ts';
import { must, sandbox } from '../faults/sandbox.ts';

type Environment = Readonly<Record<string, string>>;

/** What a worker of this root would inherit, by the env file of a profile. */
export function keysOf(root: string, profile: string): Environment {
  const text = readFileSync(join(root, `Deployment/env/pine-trader.${profile}.env`), 'utf8');
  const lines = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)];
  return Object.fromEntries(lines.map(([, key = '', value = '']) => [key, value]));
}

/** A demo root with paper linked. */
export async function onPaper(): Promise<string> {
  const root = await sandbox();
  await must(['use', 'paper', '--quiet', '--root', root]);
  return root;
}

/** The same environment as `env NAME=VALUE` takes it, with what every program of ours finds. */
export function asWords(environment: Environment): readonly string[] {
  return Object.entries({ ...bareEnvironment, ...environment }).map(
    ([key, value]) => `${key}=${value}`,
  );
}

/** False before Node 22.15: then a worker is a child of the gate. */
export const canBecome = 'execve' in process;
