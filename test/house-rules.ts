import { posix } from 'node:path';
import { mayImport, type Room, roomOf } from './house-doors.ts';
import { readSource, type SourceFacts, type Use } from './source-facts.ts';

/** A broken rule of the house, and where. */
export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly what: string;
}

/** Files by their path below `src/`, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

type Complaint = Omit<Violation, 'file'>;

const maxLines = 200;
const forbiddenWords = /^(utils?|helpers?|common|misc|managers?|services?|core|libs?)$/;
const allowedClasses = ['class PineError', 'class Secret'];
const asideFromPorts = ['require', 'globalThis', 'global', 'eval'];
const clocksAndChance = ['Date.now', 'Math.random', 'crypto.getRandomValues', 'crypto.randomUUID'];
const impureNames = [
  ...['Promise', 'performance', 'fetch', 'crypto', 'queueMicrotask'],
  ...['setTimeout', 'setInterval', 'setImmediate'],
];

/** Judges the sources by DESIGN, section 7; nothing when the house is in order. */
export function judge(sources: Sources): readonly Violation[] {
  const house = new Map([...sources].map(([path, text]) => [path, readSource(path, text)]));
  const perFile = [...house].flatMap(([file, facts]) =>
    judgeFile(file, facts).map((complaint) => ({ file, ...complaint })),
  );
  return [...perFile, ...judgeReach(house)];
}

/** The words in a path that say nothing about what lies there. */
export function emptyWords(path: string): readonly string[] {
  return path.split(/[/.-]/).filter((word) => forbiddenWords.test(word));
}

function judgeFile(file: string, facts: SourceFacts): readonly Complaint[] {
  const room = roomOf(file);
  if (room === undefined) return [{ line: 1, rule: 'no-such-room', what: file }];
  return [
    ...judgeName(file),
    ...judgeLength(facts),
    ...judgeImports(file, room, facts),
    ...judgeWords(room, facts),
    ...(room.pure ? judgePurity(facts) : []),
    ...(/^ports[./]/.test(file) ? facts.values.map(complain('value-in-ports')) : []),
  ];
}

function judgeName(file: string): readonly Complaint[] {
  const isPhrase = /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(file);
  const words = emptyWords(file).map((what) => ({ line: 1, rule: 'empty-word', what }));
  return isPhrase ? words : [...words, { line: 1, rule: 'not-kebab-case', what: file }];
}

function judgeLength({ lines }: SourceFacts): readonly Complaint[] {
  return lines > maxLines ? [{ line: lines, rule: 'too-long', what: `${lines} lines` }] : [];
}

function judgeImports(file: string, room: Room, facts: SourceFacts): readonly Complaint[] {
  return facts.imports.flatMap((each): readonly Complaint[] => {
    const target = targetOf(file, each.name);
    const at = { line: each.line, what: each.name };
    if (target === undefined) return [{ ...at, rule: 'import-outside-src' }];
    if (each.name.startsWith('.') && !target.endsWith('.ts')) {
      return [{ ...at, rule: 'import-without-ts' }];
    }
    return mayImport(room, target, each.typesOnly) ? [] : [{ ...at, rule: 'closed-door' }];
  });
}

/** A path below `src/`, or the package's own name; undefined when it leaves `src/` or cannot be read. */
function targetOf(file: string, name: string): string | undefined {
  if (!name.startsWith('.')) return /^[/(#]/.test(name) ? undefined : name;
  const target = posix.join(posix.dirname(file), name);
  return target.startsWith('..') ? undefined : target;
}

function judgeWords(room: Room, facts: SourceFacts): readonly Complaint[] {
  const closed = [...asideFromPorts, 'console', ...(room.entry ? [] : ['process'])];
  return [
    ...facts.names.filter(({ name }) => closed.includes(name)).map(complain('closed-name')),
    ...facts.shapes
      .filter(({ name }) => name.startsWith('class ') && !allowedClasses.includes(name))
      .map(complain('class')),
    ...facts.shapes.filter(({ name }) => name === 'default export').map(complain('default-export')),
  ];
}

function judgePurity(facts: SourceFacts): readonly Complaint[] {
  const impureShapes = ['async', 'await', 'new Date()', 'Date()'];
  return [
    ...facts.names.filter(({ name }) => impureNames.includes(name)),
    ...facts.properties.filter(({ name }) => clocksAndChance.includes(name)),
    ...facts.shapes.filter(({ name }) => impureShapes.includes(name)),
    ...facts.imports.filter(({ later }) => later).map(({ line }) => ({ name: 'import()', line })),
  ].map(complain('not-pure'));
}

function complain(rule: string): (use: Use) => Complaint {
  return ({ name, line }) => ({ line, rule, what: name });
}

/** The program must not carry what only the build needs. */
function judgeReach(house: ReadonlyMap<string, SourceFacts>): readonly Violation[] {
  const reached = new Set(['main.ts']);
  for (const file of reached) {
    for (const { name, typesOnly } of house.get(file)?.imports ?? []) {
      const target = targetOf(file, name);
      if (!typesOnly && target !== undefined && house.has(target)) reached.add(target);
    }
  }
  return ['schema.ts', 'manual.ts']
    .filter((file) => reached.has(file))
    .map((file) => ({ file, line: 1, rule: 'build-only', what: 'reachable from main.ts' }));
}
