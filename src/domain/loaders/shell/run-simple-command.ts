import { assignedName, carryOut, expandAssignment } from './assignments.ts';
import { exporting, unsetting } from './builtin-commands.ts';
import type { SimpleCommand } from './command.ts';
import { builtinName } from './command-name.ts';
import { expandArgument } from './expand-word.ts';
import { isBare, plain } from './marked-text.ts';
import { hold, ignore, type Shell } from './shell-state.ts';
import { stop } from './stops.ts';
import { hasEffects, literal, type Word } from './word.ts';

/** What a command did: succeeded, failed, or nobody knows. */
export type Status = boolean | undefined;

/** Runs a command that is not followed by another one in its pipeline. */
export function runSimpleCommand(shell: Shell, command: SimpleCommand): Status {
  if (command.redirects.some(({ target }) => hasEffects(target))) unclear('too-intricate');
  const [first] = command.words;
  if (first === undefined) return runAssignments(shell, command);
  // Even for one command only they may end the shell.
  if (command.assignments.some((word) => isSpecial(shell, word))) unclear('changes-the-shell');
  const name = builtinName(shell.dialect, first);
  if (name === '') return runExternal(shell, command);
  return runBuiltin(shell, command, name, isBare(literal(first) ?? ''));
}

/** The command might run, or not: what it could change is not predicted. */
export function mayRun(shell: Shell, command: SimpleCommand): void {
  const { assignments, words, redirects } = command;
  const all = [...assignments, ...words, ...redirects.map(({ target }) => target)];
  if (all.some(hasEffects)) unclear('conditional');
  const [first] = words;
  if (first === undefined) for (const word of assignments) mayAssign(shell, word);
  else if (builtinName(shell.dialect, first) === '') ignore(shell, 'runs-command');
  else if (!isHarmless(shell, command) || assignments.length > 0) unclear('conditional');
}

/** True for a builtin that changes nothing, given these words. */
function isHarmless({ dialect }: Shell, { words: [first = [], ...rest] }: SimpleCommand): boolean {
  const name = plain(literal(first) ?? '');
  // `test -v NAME[…]` calculates.
  const isTest = name === '[' || name === 'test';
  return dialect.harmless.has(name) || (isTest && rest.every((word) => isPlainWord(word)));
}

function isPlainWord(word: Word): boolean {
  return !/^-[vR]$/.test(plain(literal(word) ?? '-v'));
}

function isSpecial({ dialect }: Shell, word: Word): boolean {
  const name = assignedName(word);
  return dialect.modes.test(name) || dialect.numbers.test(name);
}

function mayAssign(shell: Shell, word: Word): void {
  const key = assignedName(word);
  if (shell.dialect.readOnly.has(key) || isSpecial(shell, word)) unclear('conditional');
  if (word.some(({ kind }) => kind === 'array') || /\[/.test(literal(word.slice(0, 1)) ?? '')) {
    unclear('conditional');
  }
  hold(shell, key, { unknown: 'conditional' });
}

function runAssignments(shell: Shell, { assignments, redirects }: SimpleCommand): Status {
  // dash redirects first, and assigns nothing when it cannot.
  const mayFail = !shell.dialect.isBash && redirects.some((one) => !opens(one.target));
  if (mayFail && assignments.some(hasEffects)) unclear('redirection');
  for (const word of assignments) {
    if (mayFail) hold(shell, assignedName(word), { unknown: 'redirection' });
    else carryOut(shell, expandAssignment(shell, word, false));
  }
  const isPlain = redirects.length === 0 && assignments.every((word) => !hasOutput(word));
  return isPlain ? true : undefined;
}

/** True for a file that can always be opened. */
function opens(target: Word): boolean {
  return plain(literal(target) ?? '') === '/dev/null';
}

function hasOutput(word: Word): boolean {
  return word.some((part) => {
    if (part.kind === 'parameter') return hasOutput(part.operand);
    return part.kind !== 'text';
  });
}

/** A child cannot change its parent: only what stands on its command line can. */
function runExternal(shell: Shell, { assignments, words }: SimpleCommand): Status {
  if (assignments.some(hasEffects)) unclear('too-intricate');
  for (const word of words) expandArgument(shell, word);
  ignore(shell, 'runs-command');
  return undefined;
}

function runBuiltin(shell: Shell, command: SimpleCommand, name: string, isPlain: boolean): Status {
  const { assignments, words, redirects } = command;
  mustBeFollowed(shell, command, name, isPlain);
  const change = expandArguments(shell, name, words.slice(1));
  const keeps = shell.dialect.keepsAssignments.has(name);
  for (const word of keeps ? assignments : [])
    carryOut(shell, expandAssignment(shell, word, false));
  if (!keeps && assignments.length > 0) ignore(shell, 'runs-command');
  change();
  if (name === 'false') return false;
  return redirects.length === 0 && /^(?:true|:)$/.test(name) ? true : undefined;
}

/** Everything is expanded before anything is changed. */
function expandArguments(shell: Shell, name: string, words: readonly Word[]): () => void {
  if (name === 'export') return exporting(shell, words);
  if (name === 'unset') return unsetting(shell, words);
  for (const word of words) expandArgument(shell, word);
  return () => {};
}

function mustBeFollowed(
  shell: Shell,
  command: SimpleCommand,
  name: string,
  isPlain: boolean,
): void {
  const { dialect } = shell;
  const { assignments, redirects } = command;
  const changes = !isHarmless(shell, command);
  if (changes && (!isPlain || !/^(?:export|unset)$/.test(name))) unclear('builtin-command');
  const isMixed = assignments.length > 0 && changes && dialect.isBash;
  if (isMixed || assignments.some(hasEffects)) unclear('builtin-command');
  // A redirection that fails ends dash here, and keeps bash from exporting.
  const mayFail = redirects.some((one) => !opens(one.target));
  if (mayFail && (changes || dialect.keepsAssignments.has(name))) unclear('redirection');
}

function unclear(rule: string): never {
  return stop('unpredictable', rule);
}
