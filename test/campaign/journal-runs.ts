/* Damaged journals under the real program. */
import { rmSync } from 'node:fs';
import { searchTree } from '../faults/canary.ts';
import { standing } from '../faults/judge.ts';
import { commandOf, program } from '../faults/program.ts';
import { copyOf } from '../faults/sandbox.ts';
import { fewAtOnce } from './few-at-once.ts';
import {
  faultsOfRepair,
  forgedFrom,
  hashOf,
  journalBytes,
  linesOf,
  putJournal,
} from './forging.ts';
import { measured } from './measured.ts';
import { endOf, say } from './said.ts';
import type { Ledger } from './tally.ts';

/** What was done to a journal, and what has to be said of it. */
export interface Damage {
  readonly fault: string;
  readonly at: string;
  readonly bytes: Buffer;
  /** A head kept elsewhere, for `--head`. */
  readonly head?: string;
  /** `found`: at once and for good. `repaired`: by the next change. `only with a head`: as the README says. */
  readonly fate: 'found' | 'repaired' | 'unseen';
}

/** Every kind of damage to this journal of a dozen entries; `other` is another host's. */
export function* damages(journal: Buffer, other: Buffer): Generator<Damage> {
  const lines = linesOf(journal);
  const head = hashOf(lines.at(-1));
  const start = journal.length - (lines.at(-1)?.length ?? 0);
  for (let at = start + 1; at < journal.length - 1; at += 32) {
    yield { fault: 'torn', at: `byte ${at}`, bytes: journal.subarray(0, at), fate: 'repaired' };
  }
  for (let at = 3; at < journal.length; at += 193) {
    const bytes = Buffer.from(journal);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    yield { fault: 'a bit flipped', at: `byte ${at}`, bytes, fate: 'found' };
  }
  for (const [at] of lines.slice(0, -1).entries()) {
    const without = Buffer.concat(lines.filter((_, index) => index !== at));
    yield { fault: 'an inner record dropped', at: `line ${at + 1}`, bytes: without, fate: 'found' };
    const twice = Buffer.concat(
      lines.flatMap((line, index) => (index === at ? [line, line] : [line])),
    );
    yield { fault: 'an inner record twice', at: `line ${at + 1}`, bytes: twice, fate: 'found' };
    const cut = Buffer.concat(lines.slice(0, at + 1));
    yield {
      fault: 'the tail cut, no head at hand',
      at: `line ${at + 1}`,
      bytes: cut,
      fate: 'unseen',
    };
    yield {
      fault: 'the tail cut, a head at hand',
      at: `line ${at + 1}`,
      bytes: cut,
      head,
      fate: 'found',
    };
  }
  for (const [at] of lines.entries()) {
    const bytes = forgedFrom(lines, at);
    yield {
      fault: 'all forged from one entry on, no head at hand',
      at: `line ${at + 1}`,
      bytes,
      fate: 'unseen',
    };
    yield {
      fault: 'all forged from one entry on, a head at hand',
      at: `line ${at + 1}`,
      bytes,
      head,
      fate: 'found',
    };
  }
  const others = linesOf(other);
  const behind = Buffer.concat([journal, other]);
  const mixed = Buffer.concat(lines.flatMap((line, at) => [line, others[at] ?? Buffer.of()]));
  const crossed = Buffer.concat([...lines.slice(0, 6), ...others.slice(6)]);
  for (const [at, bytes] of Object.entries({ behind, mixed, crossed })) {
    yield { fault: "two hosts' journals mixed", at, bytes, fate: 'found' };
  }
}

const verifying = (root: string, head?: string) => [
  ...[
    'history',
    '--verify',
    '--json',
    '--root',
    root,
    ...(head === undefined ? [] : ['--head', head]),
  ],
];

/** One damage under `history --verify`, `status`, `use paper`, and `history --verify` again. */
export async function faultsOfDamage(base: string, damage: Damage, built = program) {
  const { bytes, head, fate } = damage;
  const root = copyOf(base);
  putJournal(root, bytes);
  const run = (...words: readonly string[]) => measured(commandOf(words, built));
  const first = await run(...verifying(root, head));
  const status = await run('status', '--json', '--root', root);
  const use = await run('use', 'paper', '--json', '--root', root);
  const second = await run(...verifying(root, head));
  const now = standing(root);
  const after = journalBytes(root);
  const untouched = after.subarray(0, bytes.length).equals(bytes);
  searchTree(root);
  rmSync(root, { recursive: true });
  const wantFirst = fate === 'unseen' ? 0 : 1;
  const wantSecond = fate === 'found' ? 1 : 0;
  const all = [first, status, use, second];
  const bad = [
    ...say(first.code !== wantFirst, `history --verify exits ${first.code}, not ${wantFirst}`),
    ...say(
      second.code !== wantSecond,
      `after the next change it exits ${second.code}, not ${wantSecond}`,
    ),
    ...say(
      all.some(({ code }) => code === 70 || code === null),
      'crashed',
    ),
    ...say(now.link !== 'pine-trader.paper.env', `the way to paper is barred: exit ${use.code}`),
    ...say(!untouched, 'what stood in the journal was changed'),
    ...(fate === 'repaired' ? faultsOfRepair(bytes, after) : []),
    ...say(
      all.some(({ megabytes }) => megabytes > 200),
      'more than 200 MB',
    ),
  ];
  const outcome = `verify ${first.code}, status ${status.code}, use ${endOf(use)}, verify ${second.code}`;
  return { bad, outcome, seconds: Math.max(...all.map(({ seconds }) => seconds)) };
}

/** All of them, two at a time. */
export async function runDamages(ledger: Ledger, base: string, all: Iterable<Damage>) {
  const operation = 'history --verify, status, use paper';
  await fewAtOnce(all, async (damage) => {
    ledger.of(operation, damage.fault).ordered();
    const { bad, outcome, seconds } = await faultsOfDamage(base, damage);
    ledger.of(operation, damage.fault).happened({ outcome, seconds, bad, at: damage.at });
  });
}
