import type { Severity } from './finding.ts';

/**
 * What is read alike: `Q` by all loaders but docker and xargs, `P`, which has no quotes, by those too.
 */
export type Subset = 'P' | 'Q';

/** What is said about a line that breaks a rule. */
export interface PortableRule {
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  /** Said instead when docker or xargs reads the file: quotes do not help there. */
  readonly withoutQuotes?: string;
}

const quoteIt =
  'put the whole value in single quotes, or in double quotes if it holds a single one';
const useBase64 = 'docker and xargs have no quoting: write the value as base64, or in its own file';
const ownLine = 'put the comment on its own line above, with # as the first character';

/** What can make a line mean different things to different loaders, in words that show none of it. */
export const portableRules = {
  bom: {
    severity: 'error',
    message: 'a byte order mark: systemd and the shells lose the first variable',
    remedy: 'save the file as UTF-8 without a byte order mark',
  },
  nul: {
    severity: 'error',
    message: 'a NUL byte: systemd refuses the file, others cut the value or drop the byte',
    remedy: 'remove the NUL byte',
  },
  'not-utf8': {
    severity: 'error',
    message: 'bytes that are not UTF-8: some loaders refuse the file, others alter the value',
    remedy: 'save the file as UTF-8; write binary values as base64',
  },
  noncharacter: {
    severity: 'error',
    message: 'a Unicode noncharacter: systemd refuses the file if it is in a name or value',
    remedy: 'remove the character, or write the value as base64',
  },
  'carriage-return': {
    severity: 'error',
    message: 'lines end in CR LF, here for the first time: the shells keep the CR in the value',
    remedy: 'save the file with LF line ends',
  },
  'carriage-return-inside': {
    severity: 'error',
    message: 'a carriage return inside the line: systemd and dotenv begin a new line there',
    remedy: 'remove the carriage return',
  },
  'line-separator': {
    severity: 'error',
    message: 'a Unicode line separator outside quotes: dotenv can begin a new line there',
    remedy: 'remove the character',
  },
  'control-character': {
    severity: 'error',
    message: 'a control character outside quotes',
    remedy: 'remove the character',
  },
  'non-ascii-comment': {
    severity: 'warning',
    message: 'a comment outside ASCII: it is safe only as long as every byte of it is UTF-8',
    remedy: 'write the comment in ASCII',
  },
  'non-ascii': {
    severity: 'error',
    message: 'an unquoted value outside ASCII: loaders differ on blanks and letters there',
    remedy: quoteIt,
    withoutQuotes: useBase64,
  },
  indented: {
    severity: 'warning',
    message: 'the line begins with a blank',
    remedy: 'begin the line in column 1',
  },
  'semicolon-comment': {
    severity: 'error',
    message: 'a comment with a semicolon: bash loses the rest of the file, others refuse it',
    remedy: 'begin the comment with #',
  },
  'comment-ends-in-backslash': {
    severity: 'error',
    message: 'the comment ends in a backslash: systemd before 254 takes the next line into it',
    remedy: 'remove the backslash, and blanks after it',
  },
  'export-prefix': {
    severity: 'error',
    message: 'export: systemd ignores the line and writes it to its log, docker refuses the file',
    remedy: 'remove the word export',
  },
  'not-an-assignment': {
    severity: 'error',
    message: 'neither a comment nor KEY=value: it is skipped, run as a command, or refused',
    remedy: 'put # in front of it, or remove it',
  },
  'bad-name': {
    severity: 'error',
    message: 'the name is not letters, digits and underscores: systemd and the shells drop it',
    remedy: 'use A-Z, 0-9 and _ only, not beginning with a digit',
  },
  'reserved-name': {
    severity: 'error',
    message: 'the name belongs to the shell or the system: some loaders do not set it, or break',
    remedy: 'use another name, such as one that begins with PINE_',
  },
  'duplicate-key': {
    severity: 'warning',
    message: 'the key stands here again: the last one wins, and docker hands on both',
    remedy: 'keep one of the lines',
  },
  'blank-around-equals': {
    severity: 'error',
    message: 'a blank beside the equals sign: the shells run a command and lose the variable',
    remedy: 'write KEY=value without blanks around =',
  },
  'trailing-blank': {
    severity: 'warning',
    message: 'a blank at the end of the line: docker keeps it in the value',
    remedy: 'remove the blank, or put it inside quotes if it belongs to the value',
    withoutQuotes: 'remove the blank',
  },
  'inline-comment': {
    severity: 'error',
    message: 'a # in the line of a value: it begins a comment for some and is value for others',
    remedy: `${ownLine}; if it belongs to the value, ${quoteIt}`,
    withoutQuotes: `${ownLine}; if it belongs to the value, ${useBase64}`,
  },
  continuation: {
    severity: 'error',
    message: 'the value ends in a backslash: systemd and the shells join the next line to it',
    remedy: 'write the value on one line; one that ends in a backslash goes into base64',
  },
  'unquoted-special': {
    severity: 'error',
    message: 'an unquoted value with a character that is syntax to some loaders',
    remedy: quoteIt,
    withoutQuotes: useBase64,
  },
  'open-quote': {
    severity: 'error',
    message: 'a quote that is never closed: systemd and bash take or lose the rest of the file',
    remedy: 'close the quote',
  },
  'text-after-quote': {
    severity: 'error',
    message: 'text after the closing quote: it is joined, dropped, run or refused',
    remedy: 'end the line with the closing quote',
  },
  'quoted-with-dollar': {
    severity: 'error',
    message: 'a dollar sign inside quotes that some loaders expand',
    remedy: 'use single quotes; a value with a dollar and an opening brace goes into base64',
    withoutQuotes: useBase64,
  },
  'quoted-with-backtick': {
    severity: 'error',
    message: 'a backtick inside double quotes: the shells run what is in it',
    remedy: 'use single quotes',
    withoutQuotes: useBase64,
  },
  'quoted-with-backslash': {
    severity: 'error',
    message: 'a backslash inside quotes that some loaders take away or act on',
    remedy: 'use single quotes; a value with two in a row, or one at its end, goes into base64',
    withoutQuotes: useBase64,
  },
  quoted: {
    severity: 'error',
    message: 'quotes: docker keeps them as part of the value, xargs splits inside them',
    remedy: 'remove the quotes if the value needs none; otherwise write it as base64',
  },
  'line-too-long': {
    severity: 'error',
    message: 'a line of 64 KiB or more: docker refuses the file',
    remedy: 'put the value in its own file and name that file here',
  },
  'no-newline-at-end': {
    severity: 'info',
    message: 'the last line has no line feed: the next line added would be glued to it',
    remedy: 'end the file with a line feed',
  },
} as const satisfies Record<string, PortableRule>;

export type PortableRuleName = keyof typeof portableRules;
