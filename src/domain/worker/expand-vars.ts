import { escapedBytes, escapedText } from '../utf8-text.ts';

/** A text after Python's `os.path.expandvars`. */
export interface ExpandedText {
  readonly text: string;
  /** The variables that were replaced, each once, in order. */
  readonly used: readonly string[];
  /** The variables that the environment lacks, each once: they stay as they are written. */
  readonly literal: readonly string[];
  /** True when Python raises instead: a name holds half a character, which no variable's name can. */
  readonly raises: boolean;
}

// Python's \w under re.ASCII.
const bare = /\$([A-Za-z0-9_]+)/g;
const bareOrBraced = /\$(?:([A-Za-z0-9_]+)|\{([^}]*)\})/g;

/** Python 3's `os.path.expandvars` of a str: no escape, no default, and values are not expanded again. */
export function expandVars(text: string, environment: ReadonlyMap<string, string>): ExpandedText {
  const used = new Set<string>();
  const literal = new Set<string>();
  const put = (whole: string, name: string) => {
    const value = environment.get(name) ?? environment.get(asNamed(name));
    (value === undefined ? literal : used).add(name);
    return value ?? whole;
  };
  // Behind the last } no braced form can end; looking for one from each $ there is quadratic.
  const end = text.lastIndexOf('}') + 1;
  const head = text
    .slice(0, end)
    .replace(bareOrBraced, (whole, name?: string, braced = '') => put(whole, name ?? braced));
  const expanded = head + text.slice(end).replace(bare, put);
  const raises = [...literal].some(isNoName);
  return { text: expanded, used: [...used], literal: [...literal], raises };
}

/** The name as `os.environ` spells it: what stands for single bytes may make a character together. */
function asNamed(name: string): string {
  return /\p{Surrogate}/u.test(name) ? escapedText(escapedBytes(name)) : name;
}

function isNoName(name: string): boolean {
  return /[\ud800-\udc7f\udd00-\udfff]/u.test(name);
}
