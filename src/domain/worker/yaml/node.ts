/** What a YAML text says before its values are made; an alias is the very node it stands for. */
export type Node = TextNode | ListNode | MapNode;

interface Tagged {
  /** The whole tag: `tag:yaml.org,2002:str`. A map that merges may change that of a `=` key. */
  tag: string;
  /** 1-based. */
  readonly line: number;
}

export interface TextNode extends Tagged {
  readonly kind: 'text';
  readonly text: string;
  /** Holds one character as two halves. */
  readonly halves: boolean;
}

export interface ListNode extends Tagged {
  readonly kind: 'list';
  readonly items: Node[];
}

export interface MapNode extends Tagged {
  readonly kind: 'map';
  /** In file order, repeated keys kept; merging changes it. */
  pairs: Pair[];
}

/** A key and its value. */
export type Pair = readonly [key: Node, value: Node];

const standard = 'tag:yaml.org,2002:';

/** The whole form of one of YAML's own tags. */
export function standardTag(name: string): string {
  return standard + name;
}

/** The name of one of YAML's own tags; undefined for any other tag. */
export function standardName(tag: string): string | undefined {
  return tag.startsWith(standard) ? tag.slice(standard.length) : undefined;
}
