import { parseLine } from '../../src/command-line.ts';
import { scanCommand } from '../../src/commands/scan.ts';
import { exitCodeOf } from '../../src/domain/exit-code.ts';
import type { KnownSecrets } from '../../src/domain/leaks/known-secrets.ts';
import type { Leak } from '../../src/domain/leaks/leak.ts';
import type { LeakRule } from '../../src/domain/leaks/leak-rule.ts';
import type { LeakScanner, ScanOrder } from '../../src/domain/leaks/leak-scanner.ts';
import type { ScanReport } from '../../src/domain/leaks/scan-report.ts';
import { Secret } from '../../src/domain/secret.ts';
import { type ErrorFacts, PineError } from '../../src/errors.ts';
import type { Host, LeakSources, ObjectPlace, Piece, ScanSource } from '../../src/ports.ts';
import { paintWith } from '../../src/render/paint.ts';
import type { ScanParts } from '../../src/steps/scan-parts.ts';

/** A piece that a scan of this test comes upon, or what becomes of it instead. */
export interface APiece {
  readonly name: string;
  readonly text?: string;
  readonly kind?: Piece['kind'];
  readonly object?: string;
  readonly skipped?: string;
  readonly unreadable?: string;
}

/** What a test decides about the sources. */
export interface AGround {
  readonly pieces: readonly APiece[];
  readonly repository?: string;
  readonly places?: ReadonlyMap<string, ObjectPlace>;
  /** Is told what was asked for, and what is looked for. */
  readonly asked?: (source: ScanSource) => void;
  readonly ordered?: (order: ScanOrder) => void;
  readonly fails?: ErrorFacts;
  /** So many bytes at a time; everything at once when nothing is said. */
  readonly chunk?: number;
}

/** A made-up token that the rules of these tests know, put together so that no scanner sees one here. */
export function token(letter: string): string {
  return ['tst', `${letter}1k9zq7w3x8v2m6n4`.repeat(2)].join('_');
}

const plain = { foldsCase: false, before: 0, reach: 64, ok: () => [], ng: () => [] } as const;

/** Rules for made-up credentials: one that is certain, one that is not. */
export const testRules: readonly LeakRule[] = [
  {
    ...plain,
    name: 'test-token',
    title: 'a test token',
    anchors: ['tst_'],
    pattern: /tst_[a-z0-9]{20,40}/dg,
    remedy: 'revoke it where it was made',
  },
  {
    ...plain,
    name: 'vague-secret',
    title: 'something that looks like a secret',
    anchors: ['pass='],
    pattern: /pass=(?<secret>[a-z0-9]{8,64})/dg,
    remedy: 'change it',
  },
];

/** Finds the rules' matches and known values as they are written, when a piece has ended. */
function standIn({ rules, known }: ScanOrder): LeakScanner {
  let text = '';
  return {
    push: (chunk) => {
      text += Buffer.from(chunk).toString('latin1');
      return [];
    },
    end: () => {
      const whole = text;
      text = '';
      return [...ours(whole, known), ...rules.flatMap((rule) => matches(whole, rule))];
    },
  };
}

function matches(text: string, { name, pattern }: LeakRule): readonly Leak[] {
  return [...text.matchAll(pattern)].map((match) => {
    const secret = match.groups?.secret ?? match[0];
    return leakAt(text, (match.index ?? 0) + match[0].indexOf(secret), name, secret);
  });
}

function ours(text: string, { values }: KnownSecrets): readonly Leak[] {
  const cores = [...new Set(values.map(({ core }) => core.reveal()))];
  return cores.flatMap((core) => {
    const at = text.indexOf(core);
    if (at < 0) return [];
    const owners = values.flatMap((one) => (one.core.reveal() === core ? [one.owner] : []));
    return [{ ...leakAt(text, at, 'known-value', core), owners }];
  });
}

function leakAt(text: string, offset: number, rule: string, secret: string): Leak {
  const before = text.slice(0, offset).split('\n');
  return {
    ...{ rule, offset, size: secret.length, encodings: [], owners: [], partial: false },
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
    found: Secret.of(secret),
    certain: rule !== 'vague-secret',
  };
}

function sourcesOf(ground: AGround): LeakSources {
  return {
    read: async (source, reader) => {
      ground.asked?.(source);
      if (ground.fails !== undefined) throw new PineError(ground.fails);
      for (const { name, text = '', kind = 'file', object, ...not } of ground.pieces) {
        if (not.skipped !== undefined) reader.skipped(name, not.skipped);
        else if (not.unreadable !== undefined) reader.unreadable(name, not.unreadable);
        else {
          const bytes = new TextEncoder().encode(text);
          reader.begin({ kind, name, ...(object === undefined ? {} : { object }) });
          const size = ground.chunk ?? Math.max(1, bytes.length);
          for (let at = 0; at < bytes.length; at += size) {
            // Lent only: whoever keeps it finds something else there.
            const lent = bytes.slice(at, at + size);
            reader.chunk(lent);
            lent.fill(0);
          }
          reader.end();
        }
      }
    },
    places: async () => ground.places ?? new Map(),
    repositoryOf: async () => ground.repository,
  };
}

/** The parts of a scan in which only the sources are real: what this test says there is. */
function partsOf(ground: AGround): ScanParts {
  return {
    rules: testRules,
    scannerFor: (order) => {
      ground.ordered?.(order);
      return standIn(order);
    },
    sources: sourcesOf(ground),
    work: { latin1: () => '', inflate: () => undefined },
  };
}

/** What a scan came to: its report, what a person reads, and its exit code. */
export interface ScanTold {
  readonly code: number;
  readonly report: ScanReport | undefined;
  readonly text: string;
  readonly error?: ErrorFacts;
}

/** Runs `scan` with these words, as the program does. */
export async function scanned(words: string, host: Host, ground: AGround): Promise<ScanTold> {
  const command = scanCommand(async () => partsOf(ground));
  try {
    const line = await parseLine(
      ['scan', ...words.split(' ').filter((one) => one !== '')],
      command,
    );
    if (line.kind !== 'run') throw new Error('not a scan');
    const report = (await command.run(line.given, host)) as ScanReport;
    const lines = command.text(JSON.parse(JSON.stringify(report)), paintWith(false));
    return { code: report.exit, report, text: lines.join('\n') };
  } catch (error) {
    if (!(error instanceof PineError)) throw error;
    const { facts } = error;
    const code = command.exitOf?.(facts) ?? exitCodeOf(facts.kind);
    return { code, report: undefined, text: facts.message, error: facts };
  }
}
