import { type DecodedText, decodedText } from './decoded-text.ts';
import type { EscapeForm } from './escape-forms.ts';
import type { Text } from './text.ts';

/** Collects the places of one form of escapes in a text, and decodes what lies around them once. */
export interface EscapeRegion {
  readonly form: EscapeForm;
  /** Begins with another text. */
  begin(text: Text): void;
  /** Something in `[from, to)` should be decoded; asked for in the order of `from`, more or less. */
  want(from: number, to: number): void;
  /** Decodes what is left, and answers all of it. */
  finish(): DecodedText;
}

/** A region for one text after the other. */
export function escapeRegion(form: EscapeForm): EscapeRegion {
  const into = decodedText(form.encoding);
  let text: Text;
  let from = 0;
  let to = 0;
  const decode = () => {
    if (to <= from) return;
    const since = into.size;
    from = decodeEscapes(text.bytes, text.length, from, to, form, into);
    into.endPiece(since, 1);
  };
  return {
    form,
    begin(next) {
      [text, from, to] = [next, 0, 0];
      into.begin(next);
    },
    want(wantedFrom, wantedTo) {
      const end = Math.min(text.length, wantedTo);
      if (wantedFrom > to) {
        decode();
        from = Math.max(from, wantedFrom);
      }
      to = Math.max(to, end);
    },
    finish() {
      decode();
      return into;
    },
  };
}

/** Answers where it stopped, which may be in the middle of the last escape's end. */
function decodeEscapes(
  bytes: Uint8Array,
  length: number,
  from: number,
  to: number,
  { lead, read }: EscapeForm,
  into: DecodedText,
): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at] as number;
    const code = byte === lead ? read(bytes, at, length) : 0;
    const size = code === 0 ? 1 : code & 15;
    if (code === 0) into.add(byte, at, at + 1);
    else if (code > 0) into.add(code >> 4, at, at + size);
    at += size;
  }
  return at;
}
