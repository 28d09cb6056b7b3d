import { escapedText } from '../../utf8-text.ts';

/** A word on its way from the file to `export`, with the line it begins on. */
export interface Word {
  readonly text: string;
  readonly line: number;
}

/** The words that xargs makes of what grep lets through. */
export interface Words {
  readonly words: readonly Word[];
  /** How many bytes they have together, each with the NUL behind it. */
  readonly size: number;
  /** Where xargs gives up, and with it the rest of the file. */
  readonly stop?: { readonly rule: 'open-quote' | 'word-too-long'; readonly line: number };
}

type State = 'between' | 'word' | 'quote' | 'escape';

interface Scan {
  /** The bytes of all words, end to end. */
  readonly kept: Uint8Array;
  /** Where each word ends in `kept`, and the line it begins on. */
  readonly ends: number[];
  readonly lines: number[];
  state: State;
  quote: number;
  line: number;
  wordLine: number;
  /** How much of `kept` is filled, and from where on by this word. */
  length: number;
  from: number;
  /** `grep` drops this line. */
  dropped: boolean;
  stop?: Words['stop'];
}

const [LF, HASH, DOUBLE, SINGLE, BACKSLASH] = [0x0a, 0x23, 0x22, 0x27, 0x5c];

/** The longest word that GNU xargs 4.9 hands on. */
const longestWord = 131_066;

/** Lines that begin with `#` left out, words are made as xargs does it in the C locale. */
export function wordsOf(bytes: Uint8Array): Words {
  const scan = startOf(bytes.length + 1);
  for (let at = 0, begins = true; at < bytes.length && scan.stop === undefined; at++) {
    const byte = bytes[at] as number;
    if (begins) scan.dropped = byte === HASH;
    if (!scan.dropped) step(scan, byte);
    begins = byte === LF;
    if (begins) scan.line++;
  }
  // grep ends the last line, where the file does not.
  if (scan.stop === undefined && !scan.dropped && bytes.at(-1) !== LF) step(scan, LF);
  if (scan.stop === undefined && scan.state !== 'between') endWord(scan);
  const { words, size } = { words: wordsIn(scan), size: scan.from + scan.ends.length };
  return scan.stop === undefined ? { words, size } : { words, size, stop: scan.stop };
}

function wordsIn({ kept, ends, lines, from: length }: Scan): readonly Word[] {
  const all = escapedText(kept.subarray(0, length));
  // Letter for letter a byte: cutting the text is much faster than decoding every word.
  const isAscii = all.length === length && !/[^\0-\x7f]/.test(all);
  return ends.map((end, index) => {
    const from = ends[index - 1] ?? 0;
    const text = isAscii ? all.slice(from, end) : escapedText(kept.subarray(from, end));
    return { text, line: lines[index] as number };
  });
}

function startOf(room: number): Scan {
  const place = { quote: 0, line: 1, wordLine: 1, length: 0, from: 0, dropped: false };
  return { kept: new Uint8Array(room), ends: [], lines: [], state: 'between', ...place };
}

function step(scan: Scan, byte: number): void {
  if (scan.state === 'between') {
    if (isSpace(byte)) return;
    scan.state = 'word';
    scan.wordLine = scan.line;
  }
  if (scan.state === 'word') inWord(scan, byte);
  else if (scan.state === 'quote') inQuote(scan, byte);
  else {
    scan.state = 'word';
    keep(scan, byte);
  }
}

function inWord(scan: Scan, byte: number): void {
  if (byte === 0x20 || byte === 0x09 || byte === LF) endWord(scan);
  else if (byte === BACKSLASH) scan.state = 'escape';
  else if (byte === DOUBLE || byte === SINGLE) {
    scan.state = 'quote';
    scan.quote = byte;
  } else keep(scan, byte);
}

function inQuote(scan: Scan, byte: number): void {
  if (byte === LF) scan.stop = { rule: 'open-quote', line: scan.wordLine };
  else if (byte === scan.quote) scan.state = 'word';
  else keep(scan, byte);
}

function keep(scan: Scan, byte: number): void {
  if (scan.length - scan.from < longestWord) scan.kept[scan.length++] = byte;
  else scan.stop = { rule: 'word-too-long', line: scan.wordLine };
}

function endWord(scan: Scan): void {
  scan.ends.push(scan.length);
  scan.lines.push(scan.wordLine);
  scan.from = scan.length;
  scan.state = 'between';
}

/** White space between words; only blank, tab and line feed end one. */
function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
