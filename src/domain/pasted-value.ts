// biome-ignore lint/suspicious/noControlCharactersInRegex: a NUL is one of the things that cannot be seen
const invisible = /[\u0000\u200b-\u200f\u2060\ufeff]/g;
const quotes = /^["'`\u2018-\u201f\u00ab\u00bb<(]+|["'`\u2018-\u201f\u00ab\u00bb>)]+$/g;
const named =
  /^(?:#\s*)?(?:(?:export|set|setenv|declare -x|Environment=)\s*)?["']*(?:export\s+)?[A-Za-z_]\w*["']?(?:\s*[=:]\s*|\s+(?=\S+$))/;

/**
 * Everything that may be the value in what a person pasted: with a name before it or not, in quotes, with
 * blanks and line ends around or (from a mail) inside. Always equally many, so that none costs more than another.
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
  ];
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
