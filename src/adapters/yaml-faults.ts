interface Fault {
  readonly rule: string;
  readonly message: string;
  readonly remedy: string;
}

const alias: Fault = {
  rule: 'yaml-alias',
  message: 'an anchor or alias stands here, which these files do not use',
  remedy: 'write the value out where it is needed',
};

const tag: Fault = {
  rule: 'yaml-tag',
  message: 'a ! tag stands here, which these files do not use',
  remedy: 'take the tag away, or quote the text if the ! belongs to it',
};

const key: Fault = {
  rule: 'yaml-key',
  message: 'the field name here is not plain text on one line',
  remedy: 'write name: value',
};

const syntax: Fault = {
  rule: 'yaml-syntax',
  message: 'the text is not valid YAML from this line on',
  remedy: 'look for a missing colon, quote, bracket or space, here and in the line above',
};

// The package's own messages quote the line, which may hold a key; these never do.
const faults: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  [
    'DUPLICATE_KEY',
    {
      rule: 'yaml-duplicate-key',
      message: 'the same field stands twice in one block',
      remedy: 'keep one of them',
    },
  ],
  [
    'TAB_AS_INDENT',
    { rule: 'yaml-tab', message: 'a tab indents this line', remedy: 'indent with spaces' },
  ],
  [
    'BAD_INDENT',
    {
      rule: 'yaml-indent',
      message: 'the indentation fits no block above it, or a bracket was not closed',
      remedy: 'line it up with the fields of its block; close every { and [',
    },
  ],
  [
    'MULTIPLE_DOCS',
    {
      rule: 'yaml-documents',
      message: 'a second document begins here',
      remedy: 'keep one document a file: take the --- away',
    },
  ],
  [
    'BAD_DIRECTIVE',
    {
      rule: 'yaml-directive',
      message: 'a % directive stands here, which these files do not use',
      remedy: 'take the line away',
    },
  ],
  [
    'RESOURCE_EXHAUSTION',
    {
      rule: 'yaml-too-deep',
      message: 'the blocks are nested too deeply',
      remedy: 'no file of ours needs more than 10 levels; see profiles/schema',
    },
  ],
  [
    'TOO_LARGE',
    {
      rule: 'yaml-too-large',
      message: 'there is more in this file than is read of one',
      remedy: 'see what was appended to it: git diff --stat',
    },
  ],
  ['BAD_ALIAS', alias],
  ['ALIAS_PROPS', alias],
  ['MULTIPLE_ANCHORS', alias],
  ['TAG_RESOLVE_FAILED', tag],
  ['MULTIPLE_TAGS', tag],
  ['BAD_COLLECTION_TYPE', tag],
  ['NON_STRING_KEY', key],
  ['KEY_OVER_1024_CHARS', key],
  ['MULTILINE_IMPLICIT_KEY', key],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    {
      rule: 'yaml-colon',
      message: 'a second colon on this line makes a block within a value',
      remedy: 'quote the value, or begin the block on the next line',
    },
  ],
]);

/** What to say for one of the yaml package's error codes, in words that quote nothing. */
export function yamlFaults(code: string): Fault {
  return faults.get(code) ?? syntax;
}
