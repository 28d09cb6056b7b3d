import { stop } from '../config-rules.ts';
import type { ConfigValue } from '../config-value.ts';
import { measured } from './measured.ts';
import { parseDocument } from './parse-document.ts';
import { rootValue } from './root-value.ts';
import { scanTokens } from './scan-tokens.ts';

// What PyYAML's reader lets through; a lone surrogate cannot stand in UTF-8.
const forbidden = /[^\t\n\r -~\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** What PyYAML's `safe_load` makes of a str whose line ends are line feeds. */
export function readYaml(text: string): ConfigValue {
  const at = text.search(forbidden);
  if (at >= 0) return stop('control-character', text.slice(0, at).split('\n').length);
  const root = parseDocument(scanTokens(text));
  return root === undefined ? { kind: 'null' } : measured(rootValue(root));
}
