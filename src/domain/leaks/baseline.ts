import * as v from 'valibot';
import { block, readWith, text } from '../config-fields.ts';
import { issueAt, type Read } from '../config-issue.ts';
import type { Hit, Mark } from './hit.ts';

/** Where the leaks that a tree lives with are recorded, at the top of the work tree. */
export const baselineFile = '.pine-env-baseline.json';

const tag = 'pine-env/baseline@1';
const digest = (pattern: RegExp) => text(pattern, 'baseline-digest', 'Written by pine-env');

const entry = block({
  rule: text(/^[a-z][a-z0-9-]{0,63}$/, 'leak-rule', 'A rule as reports name it'),
  // 128 bits; or 20, where the secret could be guessed and more would confirm the guess.
  secret: digest(/^hmac-sha256:(?:[0-9a-f]{32}|[0-9a-f]{5})$/),
  line: digest(/^hmac-sha256:[0-9a-f]{8}$/),
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  // For people; never compared, so that a file may move.
  file: v.exactOptional(v.string()),
  note: v.exactOptional(v.string()),
});

const baselineSchema = block({
  schema: v.literal(tag),
  salt: text(/^[0-9a-f]{64}$/, 'salt', 'Public'),
  entries: v.array(entry),
});

/** Leaks that are known and lived with, each by its secret and its line, wherever they stand. */
export type Baseline = v.InferOutput<typeof baselineSchema>;
export type BaselineEntry = Baseline['entries'][number];

/** The baseline in `value`, or everything wrong with it. */
export function readBaseline(value: unknown): Read<Baseline> {
  return readWith(baselineSchema, value, ({ entries }) =>
    entries.length === new Set(entries.map(nameOf)).size ? [] : [issueAt(['entries'], 'twice')],
  );
}

/** The file's text: one entry a line, in an order that does not depend on the scan. */
export function baselineText(salt: string, entries: readonly BaselineEntry[]): string {
  const lines = [...entries]
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .map((one) => `    ${JSON.stringify(one)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schema": "${tag}",\n  "salt": "${salt}",\n  "entries": ${list}\n}\n`;
}

/** Which hits a baseline knows, and which of its entries nobody met. */
export interface BaselineUse {
  /** True for as many as it counts; each object of a history counts as the same one. */
  knows(hit: Hit): boolean;
  stale(): readonly BaselineEntry[];
}

/** Begins a scan against a baseline. */
export function useBaseline(entries: readonly BaselineEntry[]): BaselineUse {
  const left = new Map(entries.map((one) => [nameOf(one), { one, left: one.count, met: false }]));
  return {
    knows: ({ rule, mark, piece }) => {
      const known = left.get(nameOf({ rule, ...mark }));
      if (known === undefined) return false;
      known.met = true;
      if (piece.kind !== 'object') known.left -= 1;
      return known.left >= 0;
    },
    stale: () => [...left.values()].filter(({ met }) => !met).map(({ one }) => one),
  };
}

/**
 * What these hits are in a baseline. Notes of the one before stay with what they were written about; where only a
 * part of the tree was scanned (`isPart`) its entries stay as well, since nobody has looked for them.
 */
export function entriesOf(
  hits: readonly { readonly hit: Hit; readonly file?: string }[],
  before: readonly BaselineEntry[],
  isPart: boolean,
): readonly BaselineEntry[] {
  const notes = new Map(before.flatMap((one) => (one.note ? [[nameOf(one), one.note]] : [])));
  const entries = new Map<string, BaselineEntry>();
  for (const { hit, file } of hits) {
    const { rule, mark } = hit;
    const name = nameOf({ rule, ...mark });
    const known = entries.get(name);
    const count = hit.piece.kind === 'object' ? 1 : (known?.count ?? 0) + 1;
    const note = notes.get(name);
    const told = known?.file ?? file;
    entries.set(name, {
      ...{ rule, ...mark, count },
      ...(told === undefined ? {} : { file: told }),
      ...(note === undefined ? {} : { note }),
    });
  }
  if (isPart) for (const one of before) keep(entries, one);
  return [...entries.values()];
}

function keep(entries: Map<string, BaselineEntry>, old: BaselineEntry): void {
  const now = entries.get(nameOf(old));
  entries.set(nameOf(old), { ...old, ...now, count: Math.max(old.count, now?.count ?? 0) });
}

function nameOf({ rule, secret, line }: { readonly rule: string } & Mark): string {
  return `${rule} ${secret} ${line}`;
}
