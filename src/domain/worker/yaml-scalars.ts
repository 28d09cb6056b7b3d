/** The name of one of YAML's own tags that a text without quotes may have by itself. */
export type ImplicitTag =
  | 'bool'
  | 'float'
  | 'int'
  | 'merge'
  | 'null'
  | 'timestamp'
  | 'value'
  | 'str';

// As Python's $, each pattern also matches before a line feed at the very end.
const patterns: readonly (readonly [ImplicitTag, RegExp])[] = [
  ['bool', /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)\n?$/],
  [
    'float',
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\n?$/,
  ],
  [
    'int',
    /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\n?$/,
  ],
  ['merge', /^<<\n?$/],
  ['null', /^(?:(?:~|null|Null|NULL)\n?)?$/],
  [
    'timestamp',
    /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)\n?$/,
  ],
  ['value', /^=\n?$/],
];

// Only texts that begin with one of these are anything but texts.
const telling = /^[-+.0-9~<=yYnNtTfFoO]/;

/**
 * What PyYAML takes a text without quotes for: YAML 1.1 as its resolver has it, where `y` and `n`
 * are texts, an exponent needs a sign and a float needs a dot.
 */
export function implicitTag(text: string): ImplicitTag {
  if (text !== '' && !telling.test(text)) return 'str';
  return patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? 'str';
}
