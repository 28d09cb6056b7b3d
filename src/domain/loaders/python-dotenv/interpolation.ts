/** A name whose value is put in its place, or else what stands after `:-`. */
export interface NamePiece {
  readonly kind: 'name';
  readonly name: string;
  readonly otherwise: string;
}

/** A piece of a value: text that stays, or a name. */
export type Piece = { readonly kind: 'text'; readonly text: string } | NamePiece;

/**
 * The pieces of a value, as `${NAME}` and `${NAME:-default}` part it: a name is anything without
 * a closing brace and a colon, a default anything without a closing brace; all else is text.
 */
export function piecesOf(value: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const next = { brace: finder(value, '}'), colon: finder(value, ':') };
  let kept = 0;
  for (let at = value.indexOf('${'); at >= 0; ) {
    const brace = next.brace(at + 2);
    if (brace < 0) break;
    const name = nameBetween(value, at + 2, brace, next.colon(at + 2));
    if (name !== undefined) {
      if (at > kept) pieces.push({ kind: 'text', text: value.slice(kept, at) });
      pieces.push(name);
      kept = brace + 1;
    }
    at = value.indexOf('${', name === undefined ? at + 1 : kept);
  }
  return kept < value.length ? [...pieces, { kind: 'text', text: value.slice(kept) }] : pieces;
}

function nameBetween(
  value: string,
  from: number,
  to: number,
  colon: number,
): NamePiece | undefined {
  if (colon < 0 || colon > to) return { kind: 'name', name: value.slice(from, to), otherwise: '' };
  if (value[colon + 1] !== '-') return undefined;
  return { kind: 'name', name: value.slice(from, colon), otherwise: value.slice(colon + 2, to) };
}

/** Where the letter is next; asked with growing places, it looks at no place twice. */
function finder(value: string, letter: string): (from: number) => number {
  let found = -2;
  return (from) => {
    if (found === -1 || found >= from) return found;
    found = value.indexOf(letter, from);
    return found;
  };
}
