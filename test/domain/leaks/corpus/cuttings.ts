/** A language's way to write a text in pieces. */
export interface Cutting {
  readonly name: string;
  readonly write: (pieces: readonly string[]) => string;
}

const quoted = (pieces: readonly string[], quote = '"') =>
  pieces.map((piece) => quote + piece + quote);
const literals = (name: string, before: string, joint: string, after: string, quote = '"') => ({
  name,
  write: (pieces: readonly string[]) => before + quoted(pieces, quote).join(joint) + after,
});
const bare = (name: string, before: string, joint: string, after: string) => ({
  name,
  write: (pieces: readonly string[]) => before + pieces.join(joint) + after,
});

/** Literals and lines of any size. */
export const cuttings: readonly Cutting[] = [
  literals('javascript +', 'const key = ', ' + ', ';\nrun("now");\n'),
  literals('java + over lines', 'String KEY = ', '\n        + ', ';\n', '"'),
  literals('php .', '$key = ', ' . ', ";\necho 'done';\n", "'"),
  literals('lua ..', 'local key = ', ' .. ', '\nprint(key)\n'),
  literals('python implicit', 'KEY = (\n    ', '\n    ', '\n)\nNAME = "pine"\n'),
  literals('python bytes', "key = b'', ", ' ', '\n', "'"),
  literals('python f-strings', 'key = (f', '\n       f', ')\n'),
  literals('c implicit', 'static const char *key = ', '\n  ', ';\n'),
  literals('c macro', '#define KEY ', ' \\\n            ', '\n'),
  literals('shell side by side', 'export KEY=', '', '\n'),
  literals('visual basic &', 'key = ', ' & _\n      ', '\n'),
  literals('sql ||', 'select ', ' || ', ' from t;\n', "'"),
  literals('haskell ++', 'key = ', ' ++ ', '\n'),
  literals('elixir <>', 'key = ', ' <> ', '\n'),
  literals('rust concat!', 'const KEY: &str = concat!(', ', ', ');\n'),
  literals('r paste0', 'key <- paste0(', ',\n  ', ')\n'),
  literals('joined list', '[', ',', '].join("")\n'),
  literals('joined list over lines', 'const k = [\n  ', ',\n  ', ',\n].join("");\n', "'"),
  literals('python join', 'k = "".join([', ', ', '])\n', "'"),
  literals('ruby words', 'key = %w[] + [', ', ', '].join\n', "'"),
  literals('yaml list', 'key:\n  - ', '\n  - ', '\nname: pine\n'),
  literals('template', 'const k = `${', '}${', '}`;\n', "'"),
  literals('append', 'new StringBuilder().append(', ').append(', ').toString();\n'),
  literals('append over lines', 'sb.append(', ');\nsb.append(', ');\nreturn sb;\n'),
  literals('+=', 'key = ', ';\nkey += ', ';\nlog("ready");\n', "'"),
  literals('push', 'parts = []\nparts.append(', ')\nparts.append(', ')\nprint("x")\n'),
  literals('format', 'key = "{}{}{}{}".format(', ', ', ')\n'),
  literals('printf', "printf '%s%s%s' ", ' ', '\n', "'"),
  literals('json in json', '{"body": "[\\', '\\",\\"', '\\"]"}\n', ''),
  {
    name: 'numbered names',
    write: (pieces) => pieces.map((piece, index) => `part${index} = "${piece}"\n`).join(''),
  },
  {
    name: 'numbered settings',
    write: (pieces) => pieces.map((piece, index) => `KEY_${index}="${piece}"\n`).join(''),
  },
  {
    name: 'objects',
    write: (pieces) =>
      `[${pieces.map((piece, index) => `{"i":${index},"v":"${piece}"}`).join(',')}]\n`,
  },
  {
    name: 'shell +=',
    write: (pieces) => `KEY=${pieces.join('\nKEY+=')}\nrun\n`,
  },
  {
    name: 'shell "$A"',
    write: (pieces) => `A=${pieces.join('; A="$A"')}\nrun\n`,
  },
  bare('yaml folded', 'key: >-\n  ', '\n  ', '\nname: pine\n'),
  bare('yaml list, bare', 'key:\n  - ', '\n  - ', '\nname: pine\n'),
  bare('lines', '', '\n', '\n'),
  bare('lines of windows', 'key:\r\n', '\r\n', '\r\n\r\nname: pine\r\n'),
  bare('shell lines', 'KEY=', '\\\n', '\n'),
  bare('properties', 'pine.key=', '\\\n    ', '\npine.name=x\n'),
  bare('string over lines', 'key = "', '\\\n', '"\n'),
  bare('batch ^', 'set KEY=', '^\n', '\n'),
  bare('commented', '# the key is\n# ', '\n# ', '\n#\n# and no more\n'),
  bare('slashes', '// the key:\n// ', '\n// ', '\nrun();\n'),
  bare('block comment', '/*\n * ', '\n * ', '\n */\n'),
  bare('quoted mail', '> ', '\n> ', '\n>\n> Joe\n'),
  bare('added lines', '+ key: |\n+   ', '\n+   ', '\n+ name: x\n'),
  bare('escaped line ends', '{"key":"', '\\n', '","b":1}\n'),
  bare('escaped line ends of windows', '{"key":"', '\\r\\n', '","b":1}\n'),
  bare('html lines', '<p>', '<br>\n', '</p>\n'),
  bare('html spans', '<p><b>', '</b><b>', '</b></p>\n'),
  bare('soft hyphens', '<p>', '&shy;', '</p>\n'),
  bare('zero width', 'key ', '\xe2\x80\x8b', '\n'),
];

/** Blanks and commas on one line, where pieces are of one size. */
export const evenCuttings: readonly Cutting[] = [
  bare('blanks', 'key: ', ' ', '\n'),
  bare('commas', 'key,', ',', '\n'),
  bare('columns', 'key: ', ', ', '\n'),
  bare('tabs', 'key\t', '\t', '\n'),
];

/** A text in pieces of one size; the last may be shorter. */
export function evenPieces(text: string, size: number): readonly string[] {
  return text.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
}
