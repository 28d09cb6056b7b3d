import { parseAst } from 'vitest/node';

/** A use of something in a source: its name and its 1-based line. */
export interface Use {
  readonly name: string;
  readonly line: number;
}

export interface Import extends Use {
  /** Erased by the compiler: the module is not loaded. */
  readonly typesOnly: boolean;
  /** `import()`: loaded later, through a promise. */
  readonly later: boolean;
}

/** What the judge of the house must know of one file. */
export interface SourceFacts {
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Names that are read or written as variables or types; never a property's name. */
  readonly names: readonly Use[];
  /** `Date.now`, `Math.random`: a property taken from a plain name. */
  readonly properties: readonly Use[];
  /** Shapes of the language: `async`, `await`, `class Secret`, `new Date()`, `default export`. */
  readonly shapes: readonly Use[];
  /** Top-level statements that exist when the program runs. */
  readonly values: readonly Use[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

type Found = { [key in 'imports']: Import[] } & {
  [key in 'names' | 'properties' | 'shapes']: Use[];
};

/** Reads one TypeScript source; throws on a syntax error. */
export function readSource(path: string, text: string): SourceFacts {
  const program = parseAst(text, { lang: 'ts' }, path) as unknown as Node;
  const found: Found = { imports: [], names: [], properties: [], shapes: [] };
  const lineAt = (node: Node) => text.slice(0, node.start).split('\n').length;
  walk(program, undefined, '', (node, parent, field) => {
    note(found, node, parent, field, lineAt(node));
  });
  const values = nodesIn(program.body).filter((node) => !isErased(node));
  return {
    lines: text.replace(/\n$/, '').split('\n').length,
    ...found,
    values: values.map((node) => ({ name: node.type, line: lineAt(node) })),
  };
}

type Visit = (node: Node, parent: Node | undefined, field: string) => void;

function walk(node: Node, parent: Node | undefined, field: string, visit: Visit): void {
  visit(node, parent, field);
  for (const [name, value] of Object.entries(node)) {
    for (const child of nodesIn(value)) walk(child, node, name, visit);
  }
}

function nodesIn(value: unknown): readonly Node[] {
  const all = Array.isArray(value) ? value : [value];
  return all.filter((each) => typeof each === 'object' && each !== null && 'type' in each);
}

function note(found: Found, node: Node, parent: Node | undefined, field: string, line: number) {
  const imported = importOf(node);
  if (imported !== undefined) found.imports.push({ ...imported, line });
  if (node.type === 'Identifier' && !isLabel(parent, field)) {
    found.names.push({ name: String(node.name), line });
  }
  const property = propertyOf(node);
  if (property !== undefined) found.properties.push({ name: property, line });
  for (const name of shapesOf(node)) found.shapes.push({ name, line });
}

function importOf(node: Node): Omit<Import, 'line'> | undefined {
  const from = node.source as Node | null | undefined;
  if (from === null || from === undefined) return undefined;
  const name = typeof from.value === 'string' ? from.value : '(computed)';
  if (node.type === 'ImportExpression') return { name, typesOnly: false, later: true };
  if (node.type === 'TSImportType') return { name, typesOnly: true, later: false };
  const typesOnly = node.importKind === 'type' || node.exportKind === 'type';
  return { name, typesOnly, later: false };
}

/** Names that only label something: a property, a key, what another module calls it. */
function isLabel(parent: Node | undefined, field: string): boolean {
  if (parent === undefined || parent.computed === true) return false;
  if (parent.type === 'MemberExpression') return field === 'property';
  if (parent.type === 'TSQualifiedName') return field === 'right';
  // `{ process }` is a key and a variable; the parser lists it as both, and the value counts.
  if (field === 'key') return true;
  if (parent.type === 'TSPropertySignature' || parent.type === 'MetaProperty') return true;
  return field === 'imported' || field === 'exported' || field === 'label';
}

function propertyOf(node: Node): string | undefined {
  const object = node.object as Node | undefined;
  const property = node.property as Node | undefined;
  if (node.type !== 'MemberExpression' || object?.type !== 'Identifier') return undefined;
  return `${String(object.name)}.${String(property?.name ?? property?.value)}`;
}

function shapesOf(node: Node): readonly string[] {
  const name = (part: unknown) => String((part as Node | null)?.name ?? '');
  const shapes: string[] = [];
  if (node.async === true) shapes.push('async');
  if (node.type === 'AwaitExpression' || node.await === true) shapes.push('await');
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
    shapes.push(`class ${name(node.id)}`);
  }
  if (node.type === 'ExportDefaultDeclaration') shapes.push('default export');
  if (node.type === 'NewExpression' && nodesIn(node.arguments).length === 0) {
    shapes.push(`new ${name(node.callee)}()`);
  }
  if (node.type === 'CallExpression') shapes.push(`${name(node.callee)}()`);
  return shapes;
}

function isErased(node: Node): boolean {
  const inner = (node.declaration as Node | null | undefined) ?? node;
  if (inner.type === 'TSInterfaceDeclaration' || inner.type === 'TSTypeAliasDeclaration') {
    return true;
  }
  return node.importKind === 'type' || node.exportKind === 'type';
}
