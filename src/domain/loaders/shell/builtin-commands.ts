import { carryOut, type Expanded, expandAssignment } from './assignments.ts';
import { mayBecomeOther } from './braces.ts';
import { expandArgument } from './expand-word.ts';
import { plain, quoteMark } from './marked-text.ts';
import { assigns } from './read-simple-command.ts';
import { heldBy, hold, ignore, isUnknown, type Shell } from './shell-state.ts';
import { stop } from './stops.ts';
import { hasEffects, literal, type Word } from './word.ts';

const name = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Expands the arguments of `export`; what comes back exports them. */
export function exporting(shell: Shell, words: readonly Word[]): () => void {
  const changes = words.map((word) =>
    assigns(shell, word)
      ? expandAssignment(shell, word, shell.dialect.isBash)
      : expandedArgument(shell, word),
  );
  return () => {
    for (const change of changes) exportOne(shell, change);
  };
}

/** Expands the arguments of `unset`; what comes back takes them away. */
export function unsetting(shell: Shell, words: readonly Word[]): () => void {
  const names = words.map(writtenOut);
  const { dialect } = shell;
  const isOdd = (text: string) =>
    dialect.readOnly.has(text) || dialect.modes.test(text) || dialect.own.test(text);
  if (names.some((text) => isOdd(text) || /[[=]/.test(text))) unclear();
  return () => {
    for (const text of names) {
      if (name.test(text)) takeAway(shell, text);
      else refuseName(shell);
    }
  };
}

function takeAway(shell: Shell, key: string): void {
  shell.arrays.delete(key);
  hold(shell, key, undefined);
  ignore(shell, 'unset');
}

function exportOne(shell: Shell, change: Expanded | string): void {
  const key = typeof change === 'string' ? change : change.name;
  if (!name.test(key)) refuseName(shell);
  else if (shell.dialect.readOnly.has(key)) hold(shell, key, { unknown: 'shell-variable' });
  else if (typeof change === 'string') exportName(shell, key);
  else carryOut(shell, change);
}

/** A quoted `NAME=value`, or a name alone. */
function expandedArgument(shell: Shell, word: Word): Expanded | string {
  mustHaveName(shell, word);
  const text = quotedArgument(shell, word);
  const [, key, plus, value] = /^([^=]*?)(\+?)=(.*)$/s.exec(text) ?? [];
  if (key === undefined) return text;
  // bash appends also where quotes hide the plus; to dash it is no name.
  const appends = shell.dialect.isBash && plus === '+';
  return { name: appends ? key : key + plus, value: value ?? '', appends };
}

/** dash: what stands before the `=` is no name, whatever may follow. */
function mustHaveName({ dialect }: Shell, word: Word): void {
  const [first] = word;
  const [, begins] = /^([^*?[~=]+)=/.exec(first?.kind === 'text' ? plain(first.text) : '') ?? [];
  const isBad = begins !== undefined && !name.test(begins) && !begins.startsWith('-');
  if (!dialect.isBash && isBad && !hasEffects(word)) stop('exit', 'bad-name');
}

/** The text of an argument that is one word whatever its variables hold. */
function quotedArgument(shell: Shell, word: Word): string {
  if (literal(word) !== undefined) return writtenOut(word);
  let marks = 0;
  for (const part of word) {
    if (part.kind === 'text') marks += part.text.split(quoteMark).length - 1;
    if (part.kind === 'text' ? mayBecomeOther(part.text) : marks % 2 === 0) unclear();
  }
  const value = expandArgument(shell, word);
  return isUnknown(value) || value.startsWith('-') ? unclear() : value;
}

/** The text of an argument without expansions of any kind. */
function writtenOut(word: Word): string {
  const marked = literal(word);
  if (marked === undefined || mayBecomeOther(marked)) return unclear();
  const text = plain(marked);
  return text.startsWith('-') ? unclear() : text;
}

function unclear(): never {
  return stop('unpredictable', 'builtin-command');
}

/** A variable that the environment does not have yet may get there. */
function exportName(shell: Shell, key: string): void {
  const held = heldBy(shell, key);
  if (!shell.variables.has(key) && isUnknown(held)) hold(shell, key, held);
}

/** bash goes on with the next argument, dash ends. */
function refuseName(shell: Shell): void {
  if (!shell.dialect.isBash) stop('exit', 'bad-name');
  ignore(shell, 'bad-name');
}
