import { expandParameter } from './expand-parameter.ts';
import { plain } from './marked-text.ts';
import { heldBy, isUnknown, type Shell, spend, type Unknown } from './shell-state.ts';
import { stop } from './stops.ts';
import { expandTildes } from './tildes.ts';
import type { Part, Word } from './word.ts';

/** The value a word has where words are not split: behind `NAME=`. */
export function expandValue(shell: Shell, word: Word): string | Unknown {
  const value = expandMarked(shell, word, true);
  return isUnknown(value) ? value : plain(value);
}

/** The value a word has in a list of arguments, when it can be only one. */
export function expandArgument(shell: Shell, word: Word): string | Unknown {
  const value = expandMarked(shell, word, false);
  return isUnknown(value) ? value : plain(value);
}

/** As `expandValue`, with what was quoted still marked. Every part is expanded, for its effects. */
export function expandMarked(shell: Shell, word: Word, tildes: boolean): string | Unknown {
  const pieces: string[] = [];
  let unknown: Unknown | undefined;
  for (const [index, part] of word.entries()) {
    const more = index < word.length - 1;
    const piece = expandPart(shell, part, tildes ? { atStart: index === 0, more } : undefined);
    if (isUnknown(piece)) unknown ??= piece;
    else pieces.push(piece);
  }
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (word.length > 1 && !spend(shell, length)) unknown ??= { unknown: 'long-value' };
  return unknown ?? pieces.join('');
}

function expandPart(
  shell: Shell,
  part: Part,
  tildes: { readonly atStart: boolean; readonly more: boolean } | undefined,
): string | Unknown {
  switch (part.kind) {
    case 'text':
      if (tildes === undefined) return part.text;
      return expandTildes(shell, part.text, tildes.atStart, tildes.more);
    case 'parameter':
      return expandParameter(shell, part);
    case 'unknown':
      return { unknown: part.rule };
    case 'array':
      return { unknown: 'array' };
    case 'translated':
      return heldBy(shell, 'TEXTDOMAIN') === undefined ? '' : { unknown: 'locale' };
    case 'bad-substitution':
      return shell.dialect.isBash
        ? stop('discard', 'bad-substitution')
        : stop('exit', 'bad-substitution');
  }
}
