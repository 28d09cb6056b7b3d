import { Secret } from '../../secret.ts';
import type { Assignment, Reading, Unsure } from '../loader.ts';
import { startable } from '../start-limits.ts';
import { decodedText } from './byte-text.ts';
import type { Dialect } from './dialect.ts';
import { findCommand, readCommandLine } from './read-list.ts';
import { runList } from './run-list.ts';
import { assign, type Event, ignore, isUnknown, type Shell, shellOf } from './shell-state.ts';
import { type Source, sourceOf } from './source.ts';
import { caught, isStop, type Stop, stopped } from './stops.ts';

/** What a shell that begins with this environment takes from a file's text. */
export function readFile(
  text: string,
  dialect: Dialect,
  outside: ReadonlyMap<string, string> | undefined,
): Reading {
  const shell = shellOf(dialect, outside, text.length);
  const source = sourceOf(text, dialect);
  const lineOf = lineCounter(text);
  for (;;) {
    const end = readOne(shell, source, lineOf);
    if (end === 'again') continue;
    return end === 'end' ? finished(shell) : ended(shell, end);
  }
}

// Nearly all lines of nearly all files: nothing in them means anything to a shell.
const plainLine = /([A-Za-z_][A-Za-z0-9_]*)=([A-Za-z0-9_%+,./:=@^-]*)\n/y;

/** Reads and runs one complete command. */
function readOne(
  shell: Shell,
  source: Source,
  lineOf: (at: number) => number,
): Stop | 'end' | 'again' {
  plainLine.lastIndex = source.at;
  const [line, name, value] = plainLine.exec(source.text) ?? [];
  if (line !== undefined && name !== undefined && value !== undefined) {
    shell.line = lineOf(source.at);
    source.at += line.length;
    return afterwards(
      shell,
      stopped(() => assign(shell, name, value)),
    );
  }
  const found = caught(() => findCommand(source));
  shell.line = lineOf(source.tokenAt);
  if (found === false) return 'end';
  const list = isStop(found) ? found : caught(() => readCommandLine(source));
  if (isStop(list)) return list;
  return afterwards(
    shell,
    stopped(() => runList(shell, list, lineOf)),
  );
}

/** bash may give up the rest of a line, and go on behind it. */
function afterwards(shell: Shell, done: Stop | undefined): Stop | 'again' {
  if (done === undefined || done.stop !== 'discard') return done ?? 'again';
  if (done.rule === 'bad-substitution') ignore(shell, done.rule);
  return 'again';
}

function ended(shell: Shell, { stop: kind, rule }: Stop): Reading {
  const { line } = shell;
  if (kind === 'unpredictable') return finished(shell, { line, rule });
  if (kind === 'exit' || !shell.dialect.isBash) return { kind: 'refused', rule, line };
  ignore(shell, rule);
  return finished(shell);
}

function finished(shell: Shell, unsure?: Unsure): Reading {
  const last = new Map<string, Event>();
  for (const event of shell.events) last.set(event.key, event);
  const assignments = shell.events.filter(({ key }) => typeof last.get(key)?.value === 'string');
  const keyed = [...last.values()].flatMap((event) => unsureOf(shell, event));
  const all = [...keyed, ...(unsure ? [unsure] : [])];
  const reading: Reading = {
    kind: 'read',
    assignments: assignments.flatMap(assignmentOf),
    ignored: shell.ignored,
    unsure: all.sort((a, b) => a.line - b.line),
  };
  return unsure === undefined ? startable(reading) : reading;
}

function assignmentOf({ key, value, line }: Event): readonly Assignment[] {
  return typeof value === 'string' ? [{ key, value: Secret.of(decodedText(value)), line }] : [];
}

function unsureOf(shell: Shell, { key, value, line }: Event): readonly Unsure[] {
  if (isUnknown(value)) return [{ key, line, rule: value.unknown }];
  const takesAway = value === undefined && shell.outside?.has(key) === true;
  return takesAway ? [{ key, line, rule: 'takes-away' }] : [];
}

/** Tells lines of places that never go back. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return (at) => {
    for (; next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line++;
    return line;
  };
}
