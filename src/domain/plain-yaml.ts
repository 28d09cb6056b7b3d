import { largestConfig } from './limits.ts';
import { decline, declined, plainField, plainValue } from './plain-yaml-values.ts';

interface Line {
  readonly indent: number;
  readonly text: string;
}

interface Lines {
  readonly all: readonly Line[];
  at: number;
}

/**
 * The value of a YAML file that keeps to a plain part of YAML: blocks of fields, lists with one
 * line an item, flow values on one line, quotes without escapes. Anything else, wrong or merely
 * doubtful, is `undefined`: the whole parser decides. Where this answers both agree, and it answers
 * in a fraction of the time.
 */
export function plainYaml(text: string): { readonly value: unknown } | undefined {
  try {
    const lines: Lines = { all: linesOf(text), at: 0 };
    const value = blockMap(lines, 0, 0);
    return lines.at === lines.all.length ? { value } : undefined;
  } catch (reason) {
    if (reason === declined) return undefined;
    throw reason;
  }
}

/** The lines that say something; tabs, control characters and rare letters are not plain. */
function linesOf(text: string): readonly Line[] {
  if (text.length > largestConfig) return decline();
  if (/[^\n -~\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff]/.test(text)) return decline();
  const lines: Line[] = [];
  for (const line of text.split('\n')) {
    const indent = line.search(/[^ ]/);
    if (indent === -1 || line[indent] === '#') continue;
    lines.push({ indent, text: line.slice(indent).trimEnd() });
  }
  return lines.length === 0 ? decline() : lines;
}

function blockMap(lines: Lines, indent: number, depth: number): object {
  const map: Record<string, unknown> = Object.create(null);
  for (let line = lines.all[lines.at]; line !== undefined; line = lines.all[lines.at]) {
    if (line.indent < indent) break;
    const [head, name = ''] = (line.indent === indent && plainField.exec(line.text)) || [];
    if (head === undefined || name in map) return decline();
    lines.at += 1;
    const rest = line.text.slice(head.length);
    map[name] = isVoid(rest) ? below(lines, indent, depth) : plainValue(rest);
  }
  return map;
}

/** What stands under a field that has no value on its own line. */
function below(lines: Lines, indent: number, depth: number): unknown {
  const next = lines.all[lines.at];
  if (next === undefined || next.indent < indent) return null;
  const item = next.text.startsWith('- ');
  if (next.indent === indent) return item ? decline() : null;
  if (depth > 16) return decline();
  return item ? blockList(lines, next.indent) : blockMap(lines, next.indent, depth + 1);
}

function blockList(lines: Lines, indent: number): readonly unknown[] {
  const list: unknown[] = [];
  for (let line = lines.all[lines.at]; line !== undefined; line = lines.all[lines.at]) {
    if (line.indent < indent) break;
    const rest = /^- +(?=[^ #])(.*)$/.exec(line.text)?.[1];
    if (line.indent > indent || rest === undefined) return decline();
    list.push(plainValue(rest));
    lines.at += 1;
  }
  return list;
}

function isVoid(text: string): boolean {
  return text === '' || text.startsWith('#');
}
