/** What a reader of plain YAML throws when the whole parser must decide. */
export const declined = Symbol('not plain YAML');

/** Leaves the text to the whole parser. */
export function decline(): never {
  throw declined;
}

/** A field's name that every YAML reader takes for text. */
export const plainField = /^([A-Za-z_][A-Za-z0-9_.@-]{0,199}):(?: +|$)/;

interface Flow {
  readonly text: string;
  at: number;
}

/** The value at the end of a line, a comment after it left out. */
export function plainValue(text: string): unknown {
  const first = text[0];
  if (first !== '"' && first !== "'" && first !== '{' && first !== '[') {
    return plainScalar(withoutComment(text));
  }
  const flow: Flow = { text, at: 0 };
  const value = flowValue(flow, 0);
  if (!/^ *(?: #.*)?$/.test(text.slice(flow.at))) return decline();
  return value;
}

function withoutComment(text: string): string {
  const comment = text.indexOf(' #');
  return (comment === -1 ? text : text.slice(0, comment)).trimEnd();
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['null', 'Null', 'NULL', '~'].map((word) => [word, null] as const),
]);

/** Text without quotes as YAML 1.2 core reads it; declined when it might be more than text. */
function plainScalar(text: string): unknown {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (/^[0-9]{1,15}$/.test(text)) return Number(text);
  if (/^[0-9]/.test(text) && !/^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+[dwmy])$/.test(text)) {
    return decline();
  }
  if (!/^[A-Za-z0-9_/]/.test(text) || /:(?: |$)/.test(text)) return decline();
  return text;
}

function flowValue(flow: Flow, depth: number): unknown {
  if (depth > 8) return decline();
  const first = flow.text[flow.at];
  if (first === '{') return flowMap(flow, depth);
  if (first === '[') return flowList(flow, depth);
  if (first === '"') return take(flow, /"([^"\\]*)"/y);
  if (first === "'") return take(flow, /'([^']*)'(?!')/y);
  return plainScalar(
    take(flow, /([A-Za-z0-9_/~](?:[A-Za-z0-9_./@+*-]| +(?=[A-Za-z0-9_./@+*-]))*)/y),
  );
}

function flowMap(flow: Flow, depth: number): object {
  const map: Record<string, unknown> = Object.create(null);
  take(flow, /(\{) */y);
  while (flow.text[flow.at] !== '}') {
    const name = take(flow, /([A-Za-z_][A-Za-z0-9_.@-]{0,199}): +/y);
    if (name in map) return decline();
    map[name] = flowValue(flow, depth + 1);
    between(flow, '}');
  }
  flow.at += 1;
  return map;
}

function flowList(flow: Flow, depth: number): readonly unknown[] {
  const list: unknown[] = [];
  take(flow, /(\[) */y);
  while (flow.text[flow.at] !== ']') {
    list.push(flowValue(flow, depth + 1));
    between(flow, ']');
  }
  flow.at += 1;
  return list;
}

/** Past the comma between two entries, or up to the bracket that closes them. */
function between(flow: Flow, close: '}' | ']'): void {
  const comma = take(flow, / *(,|(?=[\]}])) */y) === ',';
  if (comma === (flow.text[flow.at] === close)) decline();
}

function take(flow: Flow, pattern: RegExp): string {
  pattern.lastIndex = flow.at;
  const found = pattern.exec(flow.text);
  if (found === null) return decline();
  flow.at = pattern.lastIndex;
  return found[1] ?? '';
}
