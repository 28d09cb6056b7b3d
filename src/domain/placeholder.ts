// Words count only between non-alphanumerics: a random token may hold their letters by chance.
const words = [
  'your[a-z]*',
  'replace(?:me)?',
  'change[-_ ]?(?:me|this|it)',
  'todo|fixme|tbd',
  'example',
  'placeholder',
  'dummy|sample',
  'insert',
  'fill[-_ ]?(?:me|in)',
  'redacted',
  '(?:put|paste|goes)[-_ ](?:it[-_ ])?here',
  'my[-_](?:api[-_])?(?:key|token|secret|password|webhook)',
  '(?:key|token|secret|password|webhook|url|id|value)[-_ ]here',
  'x{3,}',
];

const signs: readonly RegExp[] = [
  new RegExp(`(?<![a-z0-9])(?:${words.join('|')})(?![a-z0-9])`, 'i'),
  // References that some template was to fill in: ${VAR}, $VAR, {{ var }}, {uuid}, %VAR%, <your key>.
  /\$\{\w+(?::?[-=?+][^${}]*)?\}/,
  /^\s*(?:\$[A-Za-z_]\w*|%[A-Za-z_]\w*%)\s*$/,
  /\{\{/,
  /(?<![A-Za-z0-9])(?:\{[A-Za-z][\w-]*\}|<[A-Za-z][\w .-]*>)(?![A-Za-z0-9])/,
  // What people type for "and so on", and what redaction leaves.
  /\.{3}|\u2026|\*{3}/,
  /^\s*(?:none|null|undefined|unset|n\/a)\s*$/i,
];

/** True when somebody was meant to fill this in and did not; a real credential never answers true. */
export function looksLikePlaceholder(value: string): boolean {
  return signs.some((sign) => sign.test(value));
}
