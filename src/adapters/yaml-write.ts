const plainText = /^[A-Za-z_][A-Za-z_./@-]*(?: [A-Za-z_][A-Za-z_./@-]*)*$/;
const date = /^\d{4}-\d{2}-\d{2}$/;
// YAML 1.1 readers, which other tools still are, take these for something else.
const taken = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
const unprintable = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A value on one line, safe wherever YAML allows a value: `{ a: 1, b: "x, y" }`. */
export function flowText(value: unknown): string {
  if (typeof value === 'string') return textOf(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return bracketed('[', value.map(flowText), ']');
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return bracketed(
    '{',
    fields.map(([name, inner]) => `${keyText(name)}: ${flowText(inner)}`),
    '}',
  );
}

function bracketed(open: string, parts: readonly string[], close: string): string {
  return parts.length === 0 ? open + close : `${open} ${parts.join(', ')} ${close}`;
}

/** Plain when nobody could read it as anything but this text; else as JSON, which is YAML too. */
function textOf(text: string): string {
  if ((plainText.test(text) && !taken.test(text)) || date.test(text)) return text;
  return JSON.stringify(text).replace(
    unprintable,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A field's name as it is written before the colon. */
export function keyText(name: string): string {
  return /^[A-Za-z_][\w.@-]*$/.test(name) ? name : JSON.stringify(name);
}

/** The lines of a block at `indent` spaces: maps open up, what stands in a list stays on one line. */
export function blockLines(value: unknown, indent: number): readonly string[] {
  const margin = ' '.repeat(indent);
  if (Array.isArray(value)) return value.map((item) => `${margin}- ${flowText(item)}`);
  return Object.entries(value as object).flatMap(([name, inner]) =>
    fieldLines(name, inner, indent),
  );
}

/** `name: value`, on one line when the value is simple, else with its block below. */
export function fieldLines(name: string, value: unknown, indent: number): readonly string[] {
  const head = `${' '.repeat(indent)}${keyText(name)}:`;
  if (!isBlock(value)) return [`${head} ${flowText(value)}`];
  return [head, ...blockLines(value, indent + 2)];
}

/** True for what people read best as a block: a map, or a list that holds maps or lists. */
export function isBlock(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value)) return Object.keys(value).length > 0;
  return value.some((item) => typeof item === 'object' && item !== null);
}
