/** A text as roff prints it, byte for byte: no escape, no request, and quotes and dashes that can be pasted. */
export function roffText(text: string): string {
  const safe = [...text].map((character) => spelled[character] ?? asCode(character)).join('');
  // A dot that begins a line would be a request; a quote, the other one, is spelled out already.
  return safe.replaceAll(/^(?=\.)/gm, '\\&');
}

/** The same for a macro's argument: one word, whatever stands in it. */
export function roffWord(text: string): string {
  return `"${roffText(text).replaceAll('"', '\\(dq').replaceAll('\n', ' ')}"`;
}

/** Code in bold, within a text. */
export function roffCode(text: string): string {
  return `\\fB${roffText(text)}\\fR`;
}

/** A text in which `code` stands in backquotes, as our sentences are written. */
export function roffProse(text: string): string {
  return text.replaceAll(/`([^`]+)`|[^`]+|`/g, (part, code?: string) =>
    code === undefined ? roffText(part) : roffCode(code),
  );
}

/** Typographic where roff would make them so; people paste from manuals. */
const spelled: Readonly<Record<string, string>> = {
  '\\': '\\e',
  '-': '\\-',
  "'": '\\(aq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
};

function asCode(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x7f ? character : `\\[u${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
