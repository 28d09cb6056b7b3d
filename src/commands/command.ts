import type { HandOver } from '../domain/hand-over.ts';
import type { Report } from '../domain/report.ts';
import type { ErrorFacts } from '../errors.ts';
import type { Host } from '../ports.ts';
import type { Paint } from '../render/paint.ts';

/** Ask: observe, report. Check: findings decide. Change: plan, consent, lock, journal. Hand over: a child. */
export type Shape = 'ask' | 'check' | 'change' | 'hand-over';

/** What an option's value is, with the article, and one that shows it. */
export interface Needed {
  readonly what: string;
  readonly like: string;
}

/** One option of a verb, as the command line and the help know it. */
export interface Option {
  readonly type: 'string' | 'boolean' | 'number' | 'array';
  readonly describe: string;
  /** What the value is, for the help: `NAME`. */
  readonly value?: string;
  /** What to say where the value was left out: what it is, and one. */
  readonly needs?: Needed;
}

/** What stood on the command line, after the shape of it was checked. */
export interface Given {
  /** `--root`, for `findRoot`. */
  readonly root: string | undefined;
  readonly words: readonly string[];
  /** The words behind `--`, untouched; undefined without a `--`, and for verbs that hand nothing over. */
  readonly command: readonly string[] | undefined;
  /** The option's value, when it was given and is of that type. */
  text(name: string): string | undefined;
  texts(name: string): readonly string[] | undefined;
  flag(name: string): boolean;
  number(name: string): number | undefined;
}

/** One verb: what it takes, what it does, how it says it. */
export interface Command<R extends Report = Report> {
  readonly verb: string;
  readonly options: Readonly<Record<string, Option>>;
  /** What to do instead of an option that other verbs take and people look for here. */
  readonly notTaken?: Readonly<Record<string, string>>;
  /** What the help says beneath the options. */
  readonly notes?: readonly string[];
  /** Two real command lines, each with what it is for. */
  readonly examples: readonly [Example, Example];
  /** `becomes`: what to become instead of answering; the report is then told only as notes. */
  run(given: Given, host: Host): Promise<R & { readonly becomes?: HandOver }>;
  /** The report in lines for people; the last line is the one to remember. */
  text(report: R, paint: Paint): readonly string[];
  /** The exit codes of its errors, where they are not those of their kinds. */
  exitOf?(facts: ErrorFacts): number;
}

interface Example {
  readonly line: string;
  readonly about: string;
}
