/** The parts of a unit's name: `pine-worker@ES.service`. */
export interface UnitName {
  /** `pine-worker`. */
  readonly prefix: string;
  /** `ES`; empty for a template; undefined for a unit that is no instance of one. */
  readonly instance: string | undefined;
  /** `service`. */
  readonly type: string;
}

const form = /^(?<prefix>[\w:.\\-]+?)(?:@(?<instance>[\w:.\\@-]*))?\.(?<type>[a-z]+)$/;

/** The parts of a name; undefined for a text that is none (systemd.unit(5)). */
export function unitName(text: string): UnitName | undefined {
  const { prefix, instance, type } = form.exec(text)?.groups ?? {};
  return prefix === undefined || type === undefined ? undefined : { prefix, instance, type };
}

/** The template that an instance is made of; undefined for everything else. */
export function templateOf(text: string): string | undefined {
  const name = unitName(text);
  return name?.instance ? `${name.prefix}@.${name.type}` : undefined;
}

/** The instance of a template; what is no template stays as it is. */
export function instanceOf(template: string, instance: string): string {
  const name = unitName(template);
  return name?.instance === '' ? `${name.prefix}@${instance}.${name.type}` : template;
}

/** The name under which people edit a unit: for an instance that of its template. */
export function editedName(text: string): string {
  return templateOf(text) ?? text;
}

/**
 * The names whose `.d` directories hold a unit's drop-ins, in the order in which systemd looks into
 * them below one directory: its own, its template's, then those of its dash prefixes (systemd 252).
 */
export function dropInNames(text: string): readonly string[] {
  const name = unitName(text);
  if (name === undefined) return [text];
  const template = templateOf(text);
  const shorter = shorterPrefix(name.prefix);
  const instance = name.instance ? `@${name.instance}` : '';
  const above = shorter === undefined ? [] : dropInNames(`${shorter}${instance}.${name.type}`);
  return [text, ...(template === undefined ? [] : dropInNames(template)), ...above];
}

/** `pine-worker` and `pine-worker-` have the prefix `pine-`; `pine-` has none. */
function shorterPrefix(prefix: string): string | undefined {
  const chopped = prefix.endsWith('-') ? prefix.slice(0, -1) : prefix;
  const dash = chopped.lastIndexOf('-');
  return dash > 0 ? chopped.slice(0, dash + 1) : undefined;
}

/** What an escaped part of a name stands for: `-` is a slash, `\x2d` a character. */
export function unescapedName(text: string): string {
  return text
    .replaceAll('-', '/')
    .replaceAll(/\\x([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}
