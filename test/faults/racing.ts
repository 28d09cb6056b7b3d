import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../scratch.ts';
import { commandOf, program, type Ran, start } from './program.ts';

const readers = 4;
export const profiles = ['paper', 'rehearsal'] as const;

/** What one reader got through the link. */
export interface Counts {
  readonly reads: number;
  readonly whole: readonly number[];
  readonly empty: number;
  readonly torn: number;
  readonly errors: Readonly<Record<string, number>>;
}

/** A second safe profile with a file of its own. */
export function addRehearsal(root: string): void {
  const text = readFileSync(join(root, 'profiles/paper.yaml'), 'utf8');
  const own = text.replace(/^profile: paper$/m, 'profile: rehearsal');
  const path = join(root, 'profiles/rehearsal.yaml');
  writeFileSync(path, own.replaceAll('pine-trader.paper.env', 'pine-trader.rehearsal.env'), {
    mode: 0o644,
  });
}

/** Racers change to one profile and the other in turn, so many of them at a time. */
export async function race(root: string, racers: number, atOnce: number, built = program) {
  const env = join(root, 'Deployment/env');
  const stop = join(scratch(), 'stop');
  const files = profiles.map((profile) => join(env, `pine-trader.${profile}.env`));
  const script = join(import.meta.dirname, 'reader.cjs');
  const reading = Array.from({ length: readers }, () =>
    start([process.execPath, script, join(env, 'pine-trader.env'), stop, ...files]),
  );
  const ran: Ran[] = [];
  let next = 0;
  const racer = async () => {
    while (next < racers) {
      const profile = profiles[next++ % 2] ?? '';
      ran.push(await start(commandOf(['use', profile, '--json', '--root', root], built)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, racer));
  writeFileSync(stop, '');
  const read = (await Promise.all(reading)).map(({ out }) => JSON.parse(out) as Counts);
  return { ran, read };
}

/** One number of all readers together. */
export function sum(read: readonly Counts[], of: (counts: Counts) => number): number {
  return read.reduce((total, counts) => total + of(counts), 0);
}

/** Reads that came to an error. */
export const failed = ({ errors }: Counts) => Object.values(errors).reduce((a, b) => a + b, 0);

/** Done, done without its journal, somebody else's turn, or overtaken and saying so. */
export function isFair({ code, out }: Ran): boolean {
  return [0, 7, 8].includes(code ?? -1) || (code === 3 && out.includes('"rule": "overtaken"'));
}

/** Exit codes with the rules that explain them, and how often. */
export function histogram(ran: readonly Ran[]): string {
  const words = ran.map(({ code, out }) => {
    const report = JSON.parse(out);
    const rules = report.findings.flatMap(({ severity, rule }: Record<string, string>) =>
      severity === 'error' ? [rule] : [],
    );
    return [`exit ${code}`, ...rules, report.error?.rule ?? ''].join(' ').trim();
  });
  return [...new Set(words)]
    .map((word) => `${words.filter((each) => each === word).length} x ${word}`)
    .join(', ');
}
