import { withSpecifiers } from './specifiers.ts';
import { takeWord } from './unit-words.ts';

/** One command of an `Exec…=` line. */
export interface ExecCommand {
  /** The program, without its prefixes, and its arguments; `$X` stays as it is written. */
  readonly words: readonly string[];
  /** `-` `@` `:` `+` `!`, as they stood in front of the program. */
  readonly prefixes: string;
}

/** The commands of a line, up to its first fault; a lone `;` is between two of them. */
export function commandsOf(line: string, unit: string): readonly ExecCommand[] {
  const commands: ExecCommand[] = [];
  for (let at = 0; at < line.length; ) {
    const first = takeWord(line, at, 'kept');
    if (first.kind !== 'word') break;
    const prefixes = /^[-@:+!]*/.exec(first.word)?.[0] ?? '';
    const rest = restOf(line, first.next);
    if (rest === undefined) break;
    // With an @ the first word is only what the program is to call itself.
    const given = prefixes.includes('@') ? rest.words.slice(1) : rest.words;
    const words = [first.word.slice(prefixes.length), ...given].map((word) =>
      withSpecifiers(word, unit),
    );
    if (words.includes(undefined)) break;
    commands.push({ prefixes, words: words.flatMap((word) => word?.text ?? []) });
    at = rest.next;
  }
  return commands;
}

/** The words behind the program and where the next command begins; undefined at a fault. */
function restOf(
  line: string,
  from: number,
): { readonly words: readonly string[]; readonly next: number } | undefined {
  const words: string[] = [];
  for (let at = from; ; ) {
    while (/[ \t\n\r]/.test(line.charAt(at))) at++;
    // Unquoted, and judged before escapes are taken away: "\;" is a word, ";" is none.
    const separator = /^(?<escape>\\)?;(?:[ \t\n\r]|$)/.exec(line.slice(at, at + 3));
    if (separator !== null && separator.groups?.escape === undefined)
      return { words, next: at + 1 };
    const taken = separator === null ? takeWord(line, at, 'kept') : undefined;
    if (taken?.kind === 'broken') return undefined;
    if (taken?.kind === 'end') return { words, next: line.length };
    words.push(taken?.word ?? ';');
    at = taken?.next ?? at + 2;
  }
}
