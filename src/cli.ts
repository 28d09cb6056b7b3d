import { type Line, parseLine } from './command-line.ts';
import type { Command } from './commands/command.ts';
import { verbs } from './commands/index.ts';
import type { HandOver } from './domain/hand-over.ts';
import { nearestName, shownName } from './domain/names.ts';
import { halves } from './domain/plain-command-line.ts';
import { errorReport, type Report } from './domain/report.ts';
import { type ErrorFacts, fail, PineError } from './errors.ts';
import type { Host } from './ports.ts';
import { withRoot } from './render/copyable.ts';
import { type Paint, paintWith } from './render/paint.ts';
import { errorLines, findingsLines, noteLines } from './render/speech.ts';
import { findRoot } from './steps/find-root.ts';

/** What is to be printed, and the code to leave with. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** When something was changed: tells the journal that nobody could be told. */
  readonly ifUnread?: () => Promise<void>;
  /** What to become once `err` is printed; then `code` counts only if that fails. */
  readonly becomes?: HandOver;
}

/** What the program's entry knows of its streams. */
export interface Manner {
  /** True when what goes to stdout (1) or stderr (2) may be coloured; asked only where something is said. */
  readonly mayColour: (fd: 1 | 2) => Promise<boolean>;
  readonly version: string;
}

/** argv in, Outcome out; never throws and never prints. */
export async function run(
  argv: readonly string[],
  host: () => Host,
  manner: Manner,
): Promise<Outcome> {
  let command: Command | undefined;
  const { own } = halves(argv);
  try {
    const name = verbIn(own);
    command = name === undefined ? undefined : await loadVerb(name);
    const line = await parseLine(argv, command);
    if (line.kind === 'help') return { code: 0, out: `${line.text}\n`, err: '' };
    if (line.kind === 'version') return { code: 0, out: `${manner.version}\n`, err: '' };
    return await outcomeOf(line.command, line, host(), manner);
  } catch (error) {
    return await failed(command, completed(factsOf(error), rootIn(own)), manner, own, host);
  }
}

type Ready = Extract<Line, { kind: 'run' }>;

async function outcomeOf(
  command: Command,
  line: Ready,
  host: Host,
  manner: Manner,
): Promise<Outcome> {
  const { becomes, ...told } = await command.run(line.given, host);
  const report = completed(told, line.given.root);
  if (becomes !== undefined) {
    return { code: report.exit, out: '', err: await notes(report, line, manner), becomes };
  }
  const changed = 'head' in report && typeof report.head === 'string';
  const tell = changed && report.root !== null ? { ifUnread: unread(host, report, command) } : {};
  return { code: report.exit, out: await answer(command, report, line, manner), err: '', ...tell };
}

/** A child takes over stdout, so what there is to say goes to stderr. */
async function notes({ findings }: Report, line: Ready, manner: Manner): Promise<string> {
  if (findings.length === 0) return '';
  const paint = paintWith(!line.noColor && (await manner.mayColour(2)));
  return `${noteLines(paint, findings).join('\n')}\n`;
}

async function answer(
  command: Command,
  report: Report,
  line: Ready,
  manner: Manner,
): Promise<string> {
  if (line.json) return asJson(report);
  if (line.quiet) return '';
  const paint = paintWith(!line.noColor && (await manner.mayColour(1)));
  return `${command.text(report, paint).join('\n')}\n`;
}

/** One document in ASCII: whatever stands in it, a terminal that shows it takes no orders from it. */
function asJson(report: Report): string {
  const escaped = (character: string) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(report, null, 2).replace(/[\u007f-\uffff]/g, escaped)}\n`;
}

function unread(host: Host, report: Report, { verb }: Command): () => Promise<void> {
  return async () => {
    const { noteUnreported } = await import('./steps/note-unreported.ts');
    await noteUnreported(host, report.root ?? '', verb);
  };
}

async function failed(
  command: Command | undefined,
  facts: ErrorFacts,
  manner: Manner,
  argv: readonly string[],
  host: () => Host,
): Promise<Outcome> {
  const code = command?.exitOf?.(facts);
  const report = errorReport(command?.verb ?? 'pine-env', rootOf(host, argv), facts, code);
  if (argv.includes('--json')) return { code: report.exit, out: asJson(report), err: '' };
  const paint = paintWith(!argv.includes('--no-color') && (await manner.mayColour(2)));
  return { code: report.exit, out: '', err: `${errorText(report, paint).join('\n')}\n` };
}

function errorText(report: ReturnType<typeof errorReport>, paint: Paint): readonly string[] {
  // A finding that the error itself tells whole is not told twice.
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  const toldAlready = errors.length === 1 && errors[0]?.rule === report.error.rule;
  const several = toldAlready ? [] : findingsLines(paint, report.findings);
  return [...several, ...errorLines(paint, report.error)];
}

/** Remedies and the way to undo, completed so that they can be copied as they are. */
function completed<R>(value: R, root: string | undefined): R {
  if (root === undefined) return value;
  const whole = (key: string, text: unknown) =>
    typeof text === 'string' && ['remedy', 'undo'].includes(key) ? withRoot(text, root) : text;
  return JSON.parse(JSON.stringify(value, whole)) as R;
}

/** The first word that is neither an option nor the value of `--root`. */
function verbIn(argv: readonly string[]): string | undefined {
  return argv.find((word, at) => !word.startsWith('-') && argv[at - 1] !== '--root');
}

function rootIn(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('--root');
  return at < 0 ? argv.find((word) => word.startsWith('--root='))?.slice(7) : argv[at + 1];
}

/** The root an error is about, when there is one; no error may hide another. */
function rootOf(host: () => Host, argv: readonly string[]): string | null {
  const named = rootIn(argv);
  try {
    return named === '' ? null : findRoot(host(), named).path;
  } catch {
    return null;
  }
}

async function loadVerb(name: string): Promise<Command> {
  const known = verbs.find(({ verb }) => verb === name);
  if (known !== undefined) return known.load();
  const nearest = nearestName(
    name,
    verbs.map(({ verb }) => verb),
  );
  return fail({
    kind: 'usage',
    rule: 'unknown-verb',
    message: `there is no verb ${shownName(name)}`,
    remedy: nearest === undefined ? 'pine-env --help' : `did you mean: pine-env ${nearest}`,
  });
}

/** An error nobody foresaw is told by where it happened; its message may hold anything. */
function factsOf(error: unknown): ErrorFacts {
  if (error instanceof PineError) return error.facts;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const place = frames.slice(0, 2).map((line) => line.trim().replace(/\(.*[\\/]/, '('));
  return {
    kind: 'bug',
    rule: 'bug',
    message: `a bug of pine-env (${error instanceof Error ? error.name : typeof error}), ${place.join(', ')}`,
    remedy: 'report it; until then look at what stands: ls -l Deployment/env',
    outcome: 'unknown',
  };
}
