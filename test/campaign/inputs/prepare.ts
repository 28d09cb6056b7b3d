import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aHost, tell } from '../../commands/a-host.ts';
import { madeUp } from '../../commands/a-root.ts';
import { consenting } from '../../commands/a-terminal.ts';
import { pasting } from '../../commands/rotating.ts';
import { treeOf } from '../../commands/tree.ts';
import { scratchOutside } from '../../scratch.ts';
import type { Prepared } from './fuzz.ts';

/** A demo root with paper linked, with live linked, and in the middle of a rotation. */
export async function prepareRoots(): Promise<Prepared> {
  const root = scratchOutside();
  const value = madeUp('databento', 'a rotated feed');
  const run = async (line: string, terminal = consenting) => {
    const told = await tell(line, root, aHost({ terminal, seed: line }));
    if (told.code !== 0) throw new Error(`${line}: ${JSON.stringify(told.error ?? told.findings)}`);
  };
  await run('init --demo');
  for (const part of ['docs', 'ci', 'examples', 'README.md']) {
    rmSync(join(root, 'Deployment', part), { recursive: true, force: true });
  }
  rmSync(join(root, 'profiles/schema'), { recursive: true });
  await run('use paper');
  const paper = [...treeOf(root)];
  await run('use live');
  const live = [...treeOf(root)];
  await run('use paper');
  await run('rotate DATABENTO_API_KEY --profile paper --no-restart', pasting(value));
  const rotating = [...treeOf(root)];
  return { trees: { paper, live, rotating }, secrets: [value, ...secretsIn(root)] };
}

/** The random parts of every value in the env files of a root. */
function secretsIn(root: string): readonly string[] {
  return ['paper', 'live'].flatMap((profile) => {
    const text = readFileSync(join(root, `Deployment/env/pine-trader.${profile}.env`), 'utf8');
    return [...text.matchAll(/^(?:TRADERSPOST|DATABENTO)\w+=(.*)$/gm)].map(([, v]) => v ?? '');
  });
}

/** A directory for a fuzzer: `root`, `cwd`, and an `outside` that nobody may touch. */
export function aStageDirectory(): string {
  const directory = scratchOutside();
  for (const name of ['root', 'cwd', 'outside', 'outside/units']) mkdirSync(join(directory, name));
  writeFileSync(join(directory, 'outside/victim.env'), 'A=b\n', { mode: 0o644 });
  writeFileSync(join(directory, 'outside/.bash_history'), 'ls\n', { mode: 0o600 });
  chmodSync(directory, 0o700);
  return directory;
}
