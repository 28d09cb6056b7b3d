// biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL is one of the things that cannot be seen
const invisible = /[\u0000\u200b-\u200f\u2060\ufeff]/g;
const quotes = /^["'`\u2018-\u201f\u00ab\u00bb<(]+|["'`\u2018-\u201f\u00ab\u00bb>)]+$/g;
const basic = /\bbasic\s+([A-Za-z0-9+/_-]+={0,2})/i;
const named =
  /^(?:#\s*)?(?:(?:export|set|setenv|declare -x|Environment=)\s*)?["']*(?:export\s+)?[A-Za-z_]\w*["']?(?:\s*[=:]\s*|\s+(?=\S+$))/;

/**
 * Everything that may be the value in what a person pasted: with a name before it or not, in quotes, with
 * blanks and line ends around or (from a mail) inside, or as the login of a `Basic` header. Always equally many, so that none costs more than another.
 */
export function readingsOf(pasted: string): readonly string[] {
  const text = tidy(pasted);
  const value = text.replace(named, '');
  return [
    text,
    bare(text),
    bare(value),
    bare(value.replace(/\s+#.*$/s, '')),
    bare(value).replace(/\s+/g, ''),
    bare(text).replace(/\s+/g, ''),
    ...basicLogin(text),
  ];
}

/** Both halves of a `Basic` login, which is how Databento is called; where there is none, what was pasted. */
function basicLogin(text: string): readonly [string, string] {
  const [, encoded = ''] = basic.exec(text) ?? [];
  const login = decoded(encoded);
  const colon = login?.indexOf(':') ?? -1;
  if (login === undefined || colon < 0) return [bare(text), bare(text)];
  const [user, password] = [login.slice(0, colon), login.slice(colon + 1)];
  return [user === '' ? password : user, password === '' ? user : password];
}

/** Base64 in either alphabet as text; undefined for anything else. */
function decoded(base64: string): string | undefined {
  try {
    const plain = atob(base64.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Without what cannot be seen, and without comment lines unless there is nothing else. */
function tidy(pasted: string): string {
  const lines = pasted
    .replace(invisible, '')
    .replaceAll('\u00a0', ' ')
    .split(/\r?\n|\r/);
  const said = lines.filter((line) => !/^\s*(?:#|$)/.test(line));
  return (said.length > 0 ? said : lines).join('\n').trim();
}

/** Without quotes around it, and without the comma or semicolon that follows them in code. */
function bare(text: string): string {
  return text.replace(/[,;]$/, '').trim().replace(quotes, '').trim();
}
