import type { Thing } from '../../commands/tree.ts';

/** One generated input, all of it: what stands on the disk, what is typed, what the machine says. */
export interface Case {
  /** The command line, without `--root`; whatever stands before `--` is ours. */
  readonly argv: readonly string[];
  /** From which root: `paper` or `live` is linked, or a rotation is under way. */
  readonly base: Base;
  /** By path below the root: bytes as latin1. */
  readonly files?: Readonly<Record<string, string>>;
  /** What somebody types, line by line; `{phrase}` is what is asked for. Absent: no terminal. */
  readonly answers?: readonly string[];
  /** What is piped in. */
  readonly stdin?: string;
  /** What is added to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly units?: UnitWords;
}

/** What a service manager says, and the text of the unit file that it names. */
export interface UnitWords {
  readonly list: string;
  /** `@` is a path with the unit file and the drop-in. */
  readonly show: string;
  readonly file: string;
  readonly dropIn: string;
}

/** The roots to start from. */
export const bases = ['paper', 'live', 'rotating'] as const;
export type Base = (typeof bases)[number];

/** Where env files, journal and the rest lie. */
export const places = {
  paper: 'Deployment/env/pine-trader.paper.env',
  live: 'Deployment/env/pine-trader.live.env',
  link: 'Deployment/env/pine-trader.env',
  journal: 'Deployment/state/journal.jsonl',
  consent: 'Deployment/state/consent',
  registry: 'profiles/keys.yaml',
  config: 'runtime/config.yml',
} as const;

/** A root's files before a case, each as latin1, by path; what generators start from. */
export type Texts = Readonly<Record<string, string>>;

/** What a run showed. */
export interface Shown {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** What stood on the terminal. */
  readonly terminal: string;
  readonly seconds: number;
  /** An exception that came out of the program. */
  readonly threw?: string;
  /** A child was started, or would have been. */
  readonly becomes: boolean;
  /** Files of the case that were opened, of those that were edited. */
  readonly read: readonly string[];
  readonly asked: boolean;
  /** Somebody typed exactly what was asked for. */
  readonly agreed: boolean;
  readonly managerAsked: boolean;
  /** Changes outside of the root, or such as were tried. */
  readonly escapes: readonly string[];
}

/** The texts of a tree's files. */
export function textsOf(tree: Iterable<readonly [string, Thing]>): Texts {
  return Object.fromEntries(
    [...tree].flatMap(([path, thing]) => (thing.kind === 'file' ? [[path, thing.bytes]] : [])),
  );
}
